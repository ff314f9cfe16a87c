import { type Hlc, hlcMs, makeHlc } from '#shared/base/hlc.ts';
import { type Id, NO_ID } from '#shared/base/ids.ts';

/**
 * The place of a change in the order of all changes of a business, as text that sorts.
 *
 * The corrected stamp, whether the server wrote it, epoch counter, seq and till: 75 characters of fixed width.
 * No two changes have the same rank.
 */
export type Rank = string;

const STAMP_WIDTH = 16;

/** The server writes as till 0; it wins where stamps are equal. */
export const SERVER_TILL_ID: Id = NO_ID;

/**
 * The stamp that counts: the till's own, corrected by how far its clock was ahead of the server's at contact, not later
 * than its arrival, and never below that of the same till's change before it.
 *
 * Fixed when the change first arrives, in quarantine too. Nothing is ever refused for a wrong clock.
 */
export function rankStamp(change: {
  readonly hlc: Hlc;
  /** Till's clock minus server's clock, as measured at contact. */
  readonly clockAheadMs: number;
  readonly arrivedAtMs: number;
  /** Of the same till's change before it; null for its first. */
  readonly previousStamp: Hlc | null;
}): Hlc {
  const correctedMs = Math.max(0, hlcMs(change.hlc) - Math.round(change.clockAheadMs));
  const counter = Number.parseInt(change.hlc.slice(12), 16);
  const stamp = makeHlc(Math.min(correctedMs, change.arrivedAtMs), counter);
  return change.previousStamp !== null && change.previousStamp > stamp ? change.previousStamp : stamp;
}

/** Writes a rank down: ties of the stamp go to the server, then to the later epoch and seq, then to the greater till id. */
export function makeRank(change: {
  readonly stamp: Hlc;
  readonly tillId: Id;
  readonly epochCounter: number;
  readonly seq: number;
}): Rank {
  const side = change.tillId === SERVER_TILL_ID ? '1' : '0';
  const counter = change.epochCounter.toString(16).padStart(8, '0');
  const seq = change.seq.toString(16).padStart(14, '0');
  return `${change.stamp}.${side}.${counter}.${seq}.${change.tillId.replaceAll('-', '')}`;
}

export function compareRank(one: Rank, other: Rank): -1 | 0 | 1 {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The corrected stamp in a rank: what a level's anchor is compared with. */
export function stampOfRank(rank: Rank): Hlc {
  return rank.slice(0, STAMP_WIDTH);
}

/** The till that wrote it, as it stands in the rank. */
export function tillOfRank(rank: Rank): string {
  return rank.slice(-32);
}
