import type { ClockQuality } from '#shared/base/time.ts';

/** What one answer of the office tells about the till's clock. */
export type ClockSample = {
  /** Till's clock minus server's clock; positive where the till's is fast. */
  readonly aheadMs: number;
  /** How far the truth may be from it: half the round trip. */
  readonly uncertainMs: number;
};

/** The last contact, by all three clocks. */
export type ClockContact = ClockSample & { readonly wallMs: number; readonly monotonicMs: number };

const SUSPECT_MS = 60 * 60 * 1000;
/** A smaller step of the wall clock is no jump. */
export const JUMP_MS = 5 * 60 * 1000;

/** Measures the till's clock against an answer: the server read its clock somewhere between question and answer. */
export function measureClock(exchange: {
  readonly sentWallMs: number;
  readonly roundTripMs: number;
  readonly serverTimeMs: number;
}): ClockSample {
  const half = exchange.roundTripMs / 2;
  return { aheadMs: Math.round(exchange.sentWallMs + half - exchange.serverTimeMs), uncertainMs: Math.ceil(half) };
}

/**
 * Whether a new measurement replaces the one that is kept.
 *
 * A slow answer that agrees with a quick one within its own doubt says nothing new.
 */
export function isBetterSample(kept: ClockSample | null, fresh: ClockSample): boolean {
  if (kept === null || fresh.uncertainMs <= kept.uncertainMs) return true;
  return Math.abs(fresh.aheadMs - kept.aheadMs) > fresh.uncertainMs + kept.uncertainMs;
}

/** How far the wall clock moved against the monotonic one since contact: somebody set it, or it ran away. */
export function jumpedByMs(
  contact: ClockContact,
  now: { readonly wallMs: number; readonly monotonicMs: number },
): number {
  return now.wallMs - contact.wallMs - (now.monotonicMs - contact.monotonicMs);
}

/** How far a change's time can be trusted: good, suspect (over an hour off, or jumped since contact), unknown (never in contact). */
export function clockQualityOf(
  contact: ClockContact | null,
  now: { readonly wallMs: number; readonly monotonicMs: number },
): ClockQuality {
  if (contact === null) return 'unknown';
  const isOff = Math.abs(contact.aheadMs) > SUSPECT_MS;
  return isOff || Math.abs(jumpedByMs(contact, now)) > JUMP_MS ? 'suspect' : 'good';
}
