import { PULL_LIMIT_DEFAULT } from '#shared/sync/limits.ts';
import type { SyncClass } from '#shared/sync/classes.ts';
import type { AppliedThrough } from '#shared/sync/pull.ts';
import type { Reader } from '../store/till-tables.ts';
import { isFilled, rowsOf } from './held-pages.ts';
import type { Phase } from './apply-pace.ts';
import { offersCursor } from './offers-state.ts';
import type { OfficeReply } from './office-client.ts';
import type { Asked } from './page-ahead.ts';
import { type PulledPage, pulledPageSchema } from './pulled-page.ts';
import { CURSOR_KEY, resyncingClasses } from '../store/resync-state.ts';
import type { SignedIn, Turn } from './turn.ts';

/** What a disk of unknown pace takes in one page, it takes in parts of a reading too. */
export const HELD_ROWS_MAX = PULL_LIMIT_DEFAULT;

/** @param toOffer the class that is read to find what the office lacks; nothing else moves meanwhile */
export function readAsked(reader: Reader, scope: 'all' | 'own', toOffer: SyncClass | null): Asked {
  const resyncing = resyncingClasses(reader);
  const acknowledged = scope === 'all' ? acknowledgedThrough(reader) : null;
  const goesOn = scope === 'all' && resyncing.size === 0;
  const isWhole = isFilled(reader);
  return {
    cursor: cursorOf(reader, toOffer),
    only: toOffer ?? (scope === 'own' || resyncing.has('own') ? 'own' : null),
    isForOffers: toOffer !== null,
    acknowledged,
    have: resyncing.size === 0 ? acknowledged : null,
    phase: phaseOf(reader),
    mayHold: goesOn && isWhole,
    isFilling: goesOn && !isWhole,
  };
}

/** From where a page is asked for, and still has to be when it is here. */
export function cursorOf(reader: Pick<Reader, 'meta'>, toOffer: SyncClass | null): string | null {
  return toOffer === null ? reader.meta.get(CURSOR_KEY) : offersCursor(reader, toOffer);
}

/** A till that could sell once is one that sells, whatever comes later. */
export const phaseOf = ({ sync }: Pick<Reader, 'sync'>): Phase => (sync.isReady() ? 'selling' : 'beforeSelling');

export type Under = {
  readonly signed: Extract<SignedIn, { key: unknown }>;
  readonly session: number;
  readonly held: readonly PulledPage[];
  readonly signal: AbortSignal;
};

/** Asks the office for one page. */
export function askPage(turn: Turn, asked: Asked, under: Under): Promise<OfficeReply<PulledPage>> {
  return turn.office.ask({
    method: 'GET',
    path: `/api/v1/sync/pull?${queryOf(turn, asked, under).toString()}`,
    headers: { authorization: under.signed.token.header },
    schema: pulledPageSchema,
    signal: under.signal,
  });
}

function queryOf(turn: Turn, asked: Asked, { session, held }: Pick<Under, 'session' | 'held'>): URLSearchParams {
  const cursor = held.at(-1)?.cursor ?? asked.cursor;
  const size = turn.memory.pullSize.now();
  const query = new URLSearchParams({
    limit: String(held.length === 0 ? size : Math.min(size, HELD_ROWS_MAX - rowsOf(held))),
    session: String(session),
    protocol: String(turn.protocol),
  });
  if (cursor !== null) query.set('cursor', cursor);
  if (cursor !== null && asked.have !== null) {
    query.set('haveEpoch', asked.have.epoch);
    query.set('haveSeq', String(asked.have.seq));
  }
  if (asked.only !== null) query.set('only', asked.only);
  return query;
}

/** Up to where the office acknowledged what this till wrote: that need not come back. */
function acknowledgedThrough(reader: Reader): AppliedThrough | null {
  const epoch = reader.meta.epoch()?.epoch;
  const head = epoch === undefined ? null : reader.changes.head(epoch);
  if (epoch === undefined || head === null) return null;
  const waiting = reader.places.firstWaitingSeq(epoch);
  return { epoch, seq: waiting === null ? head.seq : waiting - 1 };
}
