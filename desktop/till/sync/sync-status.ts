import type { z } from 'zod';
import type { syncStatusSchema } from '#shared/till-calls/sync-calls.ts';
import type { TillStore } from '../store/till-store.ts';
import type { SyncMemory } from './sync-memory.ts';
import type { SyncState } from './sync-state.ts';

export type SyncStatus = z.infer<typeof syncStatusSchema>;

const STATES: Readonly<Record<SyncState, SyncStatus['state']>> = {
  alone: 'alone',
  greeting: 'normal',
  normal: 'normal',
  healing: 'restored',
  cloned: 'cloned',
  revoked: 'revoked',
  unknown: 'unknown',
};

/** Nothing moves, or not as it should, until the owner has done something. */
const NEEDS_SOMEBODY: readonly SyncStatus['state'][] = ['cloned', 'revoked', 'unknown'];

/** `sync.status`: whether everything is at the office, and if not since when. */
export function syncStatus(store: TillStore, memory: SyncMemory): SyncStatus {
  const read = store.read((reader) => ({
    waiting: reader.changes.countIn('waiting'),
    quarantined: reader.changes.countIn('quarantined').count,
    completeClasses: reader.sync
      .marks()
      .filter((mark) => mark.isComplete)
      .map((mark) => mark.class),
  }));
  const state = memory.mustUpgrade && memory.state === 'normal' ? 'upgrade_required' : STATES[memory.state];
  return {
    sign: signOf(memory, { state, waiting: read.waiting.count, quarantined: read.quarantined }),
    waiting: read.waiting.count,
    waitingSinceMs: read.waiting.oldestMs,
    quarantined: read.quarantined,
    isOnline: memory.isOnline,
    lastContactMs: memory.lastContactMs,
    lastPushMs: memory.lastPushMs,
    lastPullMs: memory.lastPullMs,
    lastError: memory.lastError,
    clockOffsetMs: memory.contact?.aheadMs ?? null,
    completeClasses: read.completeClasses,
    watchdogCount: memory.watchdogCount,
    state,
  };
}

function signOf(
  memory: SyncMemory,
  seen: { readonly state: SyncStatus['state']; readonly waiting: number; readonly quarantined: number },
): SyncStatus['sign'] {
  // A till that is alone waits for nobody: it has all that there is.
  if (seen.state === 'alone') return 'saved';
  if (seen.quarantined > 0 || NEEDS_SOMEBODY.includes(seen.state)) return 'attention';
  if (memory.isPushing && memory.isOnline) return 'sending';
  return seen.waiting > 0 ? 'waiting' : 'saved';
}
