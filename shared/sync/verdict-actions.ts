import type { Verdict } from './hello.ts';

/** What follows from a verdict, the same for the side that says it and the side that hears it. */
export type VerdictAction = {
  /** The server grants a new epoch; the till stores it, renumbers what waits, and only then pushes. */
  readonly newEpoch: boolean;
  /** Push and pull go on at once, from the server's head. */
  readonly goesOn: boolean;
  /** The owner gets a case to look at. */
  readonly opensCase: boolean;
};

/** Selling goes on under every one of them. */
export const VERDICT_ACTIONS: Record<Verdict, VerdictAction> = {
  normal: { newEpoch: false, goesOn: true, opensCase: false },
  taken_over: { newEpoch: false, goesOn: true, opensCase: false },
  server_went_back: { newEpoch: false, goesOn: true, opensCase: false },
  older_went_back: { newEpoch: true, goesOn: false, opensCase: false },
  restored: { newEpoch: true, goesOn: false, opensCase: false },
  fork: { newEpoch: true, goesOn: false, opensCase: true },
  gap_case: { newEpoch: true, goesOn: false, opensCase: true },
  enrol: { newEpoch: false, goesOn: false, opensCase: false },
  malformed: { newEpoch: false, goesOn: false, opensCase: false },
  clone: { newEpoch: false, goesOn: false, opensCase: true },
};

/**
 * Whether a newer epoch of the server is answered again instead of granting one more: the till never wrote under it,
 * and the boot that asked for it asks again because the answer got lost.
 */
export function grantsSameEpochAgain(
  newest: { readonly lastSeq: number; readonly grantedToBoot: string },
  bootId: string,
): boolean {
  return newest.lastSeq === 0 && newest.grantedToBoot === bootId;
}
