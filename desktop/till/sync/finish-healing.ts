import { applyHeldBack } from './retry-parked.ts';
import type { Healing } from './sync-state.ts';
import { switchEpoch } from './switch-epoch.ts';
import type { Turn } from './turn.ts';

/**
 * Own facts are here to the head: the new epoch is stored, and what the till had lost is written again.
 *
 * From here on the till pushes under the new epoch and takes pages of every class.
 */
export function finishHealing(turn: Turn, healing: Healing): void {
  const renumbered = turn.store.write((writer) => switchEpoch(writer, healing, turn.memory.clock.officeNowMs()));
  turn.memory.healing = null;
  turn.memory.state = 'normal';
  const restored = applyHeldBack(turn);
  turn.store.cutJournal();
  turn.log.info('sync_healed', { epoch: healing.grant.epoch, renumbered, restored });
  for (const topic of ['sync', 'till', 'shift', 'stock', 'receipt'] as const) turn.onPush(topic);
}
