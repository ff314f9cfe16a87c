import type { ClockQuality } from '#shared/base/time.ts';
import { CLOCK_KEY, readClockContact } from '../store/own-rank.ts';
import {
  type ClockContact,
  JUMP_MS,
  clockQualityOf,
  isBetterSample,
  jumpedByMs,
  measureClock,
} from './clock-offset.ts';
import type { SyncDeps } from './sync-deps.ts';

/** An answer of the office, by the clocks of both. */
export type ClockExchange = {
  readonly sentWallMs: number;
  readonly roundTripMs: number;
  readonly serverTimeMs: number;
};

/** How the till's clock stands to the office's, over restarts too. */
export type ClockWatch = {
  readonly contact: () => ClockContact | null;
  /** The till's wall clock when the office last answered; null for never. */
  readonly lastContactMs: () => number | null;
  readonly contacted: (exchange: ClockExchange) => void;
  /**
   * The office's clock by the last contact: how long something was kept is counted by it, since nobody sets it at a till.
   * The till's own where there never was a contact.
   */
  readonly officeNowMs: () => number;
  readonly quality: () => ClockQuality;
  /** The oldest jump of the wall clock that is not written down yet. */
  readonly nextJump: () => { readonly fromMs: number; readonly toMs: number } | null;
  /** It is on the disk now. */
  readonly jumpNoted: () => void;
};

/** A clock that runs wild fills no log. */
const JUMPS_MAX = 10;
/** A smaller difference to what is on the disk is not worth a write. */
const WORTH_KEEPING_MS = 250;

export function createClockWatch(deps: Pick<SyncDeps, 'store' | 'timers' | 'nowMs'>): ClockWatch {
  const { store, timers, nowMs } = deps;
  const now = () => ({ wallMs: nowMs(), monotonicMs: timers.monotonicMs() });
  const kept = store.read((reader) => readClockContact(reader));
  let keptAheadMs = kept?.aheadMs ?? null;
  let lastContactMs = kept?.wallMs ?? null;
  // The monotonic clock begins anew with the process, so what happened to the wall clock before can't be seen from it.
  let contact: ClockContact | null = kept === null ? null : { ...kept, ...now() };
  let seenJumpMs = 0;
  const jumps: { fromMs: number; toMs: number }[] = [];

  const look = (): void => {
    if (contact === null) return;
    const at = now();
    const jumpedMs = Math.round(jumpedByMs(contact, at));
    if (Math.abs(jumpedMs - seenJumpMs) <= JUMP_MS || jumps.length >= JUMPS_MAX) return;
    jumps.push({ fromMs: at.wallMs - (jumpedMs - seenJumpMs), toMs: at.wallMs });
    seenJumpMs = jumpedMs;
  };
  return {
    contact: () => contact,
    lastContactMs: () => lastContactMs,
    officeNowMs: () =>
      contact === null
        ? nowMs()
        : Math.round(contact.wallMs - contact.aheadMs + timers.monotonicMs() - contact.monotonicMs),
    contacted: (exchange) => {
      look();
      const fresh = measureClock(exchange);
      const { aheadMs, uncertainMs } = contact !== null && !isBetterSample(contact, fresh) ? contact : fresh;
      const at = now();
      // By the clock that asked: one that was set while the answer was under way has jumped since.
      contact = {
        aheadMs,
        uncertainMs,
        wallMs: Math.round(exchange.sentWallMs + exchange.roundTripMs),
        monotonicMs: at.monotonicMs,
      };
      seenJumpMs = Math.round(jumpedByMs(contact, at));
      lastContactMs = contact.wallMs;
      if (keptAheadMs !== null && Math.abs(aheadMs - keptAheadMs) < WORTH_KEEPING_MS) return;
      keptAheadMs = aheadMs;
      const { wallMs } = contact;
      store.write((writer) => writer.meta.set(CLOCK_KEY, JSON.stringify({ aheadMs, uncertainMs, wallMs })));
    },
    quality: () => clockQualityOf(contact, now()),
    nextJump: () => {
      look();
      return jumps[0] ?? null;
    },
    jumpNoted: () => void jumps.shift(),
  };
}
