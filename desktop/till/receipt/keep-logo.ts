import { pictureOfAddress } from '#shared/api/image-endpoints.ts';
import type { Log } from '../ports/log.ts';
import type { Network } from '../ports/network.ts';
import type { CancelTimer, Timers } from '../ports/timers.ts';
import type { WrittenRecord } from '../store/index-record.ts';
import { pictureType } from '../store/picture-type.ts';
import type { Reader, TillStore, Writer } from '../store/till-store.ts';

export type LogoDeps = {
  readonly store: TillStore;
  readonly network: Network;
  readonly timers: Timers;
  readonly log: Log;
  /** The logo is another one now, or there is none any more. */
  readonly onChange: () => void;
};

export type LogoKeeper = {
  /** Looks whether the logo is still the one that is kept; fetches it where it is not. */
  readonly start: () => void;
  /** The same, from within a transaction that wrote records. */
  readonly applied: (writer: Writer, records: readonly WrittenRecord[]) => void;
  readonly stop: () => void;
};

/** Its middle size is no more than 480 pixels wide and high. */
const LOGO_BYTES_MAX = 512 * 1024;
const FETCH_MS_MAX = 30_000;
const RETRY_MS = 10 * 60_000;

/** Where the logo is fetched from; null where the business has none, or the one that is kept. `drop`: it has none any more. */
type Wanted = { readonly url: string; readonly from: string } | 'drop' | null;

/**
 * Keeps the business's logo on this machine, so that it stands on receipts while the office is away.
 *
 * A till that can't get it prints without it, and tries again.
 */
export function createLogoKeeper(deps: LogoDeps): LogoKeeper {
  const { store, timers } = deps;
  const stopped = new AbortController();
  let cancel: CancelTimer = () => undefined;
  const later = (ms: number): void => {
    cancel();
    cancel = timers.after(ms, () => {
      look().catch((cause: unknown) => {
        // A full disk keeps no logo, and ends no till.
        deps.log.warn('logo_not_kept', { message: cause instanceof Error ? cause.message : String(cause) });
        later(RETRY_MS);
      });
    });
  };
  const look = async (): Promise<void> => {
    const wanted = store.read(wantedBy);
    if (wanted === null || stopped.signal.aborted) return;
    if (wanted === 'drop') store.write((writer) => writer.logo.remove());
    else {
      const picture = await fetchLogo(deps, wanted.from, stopped.signal);
      if (stopped.signal.aborted) return;
      // Where it was replaced in the meantime, the one that is wanted now is not kept waiting.
      const still = store.read(wantedBy);
      if (still === null || still === 'drop' || still.url !== wanted.url) return later(0);
      if (picture === null) return later(RETRY_MS);
      store.write((writer) => writer.logo.put({ url: wanted.url, picture }));
    }
    deps.onChange();
  };
  const lookSoon = (reader: Reader): void => {
    if (wantedBy(reader) !== null) later(0);
  };
  return {
    start: () => store.read(lookSoon),
    applied: (writer, records) => {
      if (records.some(({ kind }) => kind === 'business')) lookSoon(writer);
    },
    stop: () => {
      stopped.abort();
      cancel();
    },
  };
}

function wantedBy(reader: Reader): Wanted {
  const url = reader.shop.business()?.logoUrl ?? null;
  const kept = reader.logo.url();
  if (url === null) return kept === null ? null : 'drop';
  const officeUrl = reader.meta.identity()?.officeUrl ?? '';
  // Another place than the office would learn of each till of the shop.
  if (url === kept || officeUrl === '' || pictureOfAddress(url) === null) return null;
  return { url, from: `${officeUrl}${url}` };
}

/** The picture at an address of the office; null where it can't be had just now. */
async function fetchLogo(
  { network, timers, log }: LogoDeps,
  from: string,
  stopped: AbortSignal,
): Promise<Uint8Array | null> {
  const late = new AbortController();
  const cancel = timers.after(FETCH_MS_MAX, () => late.abort());
  try {
    const { status, body } = await network.request({
      method: 'GET',
      url: from,
      headers: { accept: 'image/webp' },
      body: null,
      signal: AbortSignal.any([stopped, late.signal]),
      onBytes: () => undefined,
      answerBytesMax: LOGO_BYTES_MAX,
    });
    // Between a till and its office may stand a page that asks for a voucher, and calls that a success.
    if (status === 200 && pictureType(body) === 'image/webp') return body;
    log.warn('logo_not_fetched', { status });
  } catch (cause) {
    log.warn('logo_not_fetched', { message: cause instanceof Error ? cause.message : String(cause) });
  } finally {
    cancel();
  }
  return null;
}
