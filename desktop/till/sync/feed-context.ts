import type { FeedContext } from './page-view.ts';
import type { Turn } from './turn.ts';

/** What applying needs to know of this till; null for one that belongs to nobody. */
export function feedContext(turn: Turn): FeedContext | null {
  const tillId = turn.store.read((reader) => reader.meta.identity()?.tillId ?? null);
  if (tillId === null) return null;
  return {
    tillId,
    nowMs: turn.nowMs(),
    officeNowMs: turn.memory.clock.officeNowMs(),
    onRecordsApplied: turn.onRecordsApplied,
    isHealing: turn.memory.healing !== null,
  };
}
