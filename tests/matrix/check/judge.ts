import { checkAtomic } from './check-atomic.ts';
import { checkCausal } from './check-causal.ts';
import { checkConverged } from './check-converged.ts';
import { checkMonotonic } from './check-monotonic.ts';
import type { History } from './history.ts';
import { type JudgedHistory, judgedHistory } from './judged-history.ts';

const CHECKS: Readonly<Record<string, (history: JudgedHistory) => string[]>> = {
  atomic: checkAtomic,
  causal: checkCausal,
  monotonic: checkMonotonic,
  converged: checkConverged,
};

/** All that is wrong with a history, a sentence each, beginning with the property that it breaks. */
export function judge(history: History): string[] {
  const judged = judgedHistory(history);
  return Object.entries(CHECKS).flatMap(([name, check]) => check(judged).map((what) => `${name}: ${what}`));
}
