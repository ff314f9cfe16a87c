import { checkApproved } from './check-approved.ts';
import { checkChains } from './check-chains.ts';
import { checkEffects, checkTillEffects } from './check-effects.ts';
import { checkLevels, checkShown } from './check-levels.ts';
import { checkOffered } from './check-offered.ts';
import { checkChanges, checkReceipts } from './check-receipts.ts';
import { checkCalls, checkReads } from './check-reads.ts';
import { checkRecords } from './check-records.ts';
import { checkSums } from './check-sums.ts';
import { checkVoids } from './check-voids.ts';
import { checkFeed, checkTenants } from './check-tenants.ts';
import type { FinalState } from './final-state.ts';

/** Every judgement on a final state, by what it holds. */
export const CHECKS = {
  'receipts are kept (1, I1, I2)': checkReceipts,
  'changes are at the office (1, I4, I8)': checkChanges,
  'what was let in has entered (1)': checkApproved,
  'what is shown never goes back (I12)': checkReads,
  'no call waits (I16)': checkCalls,
  'chains hold (5, I4, I13)': checkChains,
  'effects are those of the changes (I2, I3)': checkEffects,
  'tills are whole (I3, I15)': checkTillEffects,
  'levels add up (3, I5)': checkLevels,
  'tills show what lies there (2)': checkShown,
  'records are the same (2, I7)': checkRecords,
  'what a till had outlives a restore (2, I7)': checkOffered,
  'voids are known (2, 3, I3, I6)': checkVoids,
  'sums add up (3, I6)': checkSums,
  'nothing is doubled or crosses (5, I10, I11)': checkTenants,
  'the feed is whole (4, I9)': checkFeed,
} as const satisfies Record<string, (state: FinalState) => string[]>;

export const CHECK_COUNT = Object.keys(CHECKS).length;

/** What is wrong in a final state; nothing must be. */
export function check(state: FinalState): string[] {
  return Object.values(CHECKS).flatMap((judge) => judge(state));
}
