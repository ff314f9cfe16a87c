import type { FinalState, TillDisk } from './final-state.ts';

/** Whether a till hears of nothing any more: the owner switched it off, or another machine is this till. */
export function isOutOfTouch({ office }: FinalState, { tillId, isOutcast }: TillDisk): boolean {
  return isOutcast || office.records.tills.some((till) => till['id'] === tillId && till['status'] !== 'active');
}
