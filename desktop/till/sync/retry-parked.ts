import type { Writer } from '../store/till-tables.ts';
import type { ParkedRow } from '../store/tables/sync-state.ts';
import { applyParked } from './apply-feed-page.ts';
import { feedContext } from './feed-context.ts';
import type { Turn } from './turn.ts';

const AT_ONCE = 200;
const PARKED_MAX = 5_000;
const TRIED_KEY = 'parked_tried_by';

/** After an update this program may read what an older one parked; after a crash what was held back for healing is still here. */
export function retryParked(turn: Turn): void {
  const held = applyHeldBack(turn);
  if (held > 0) turn.log.info('sync_restored', { changes: held });
  if (turn.store.read((reader) => reader.meta.get(TRIED_KEY)) === turn.appVersion) return;
  const applied = apply(turn, (writer) => writer.sync.parked(PARKED_MAX));
  turn.store.write((writer) => writer.meta.set(TRIED_KEY, turn.appVersion));
  if (applied > 0) turn.log.info('sync_unparked', { rows: applied });
}

/** Own facts that were held back, in transactions that no sale waits for. Gives how many were written again. */
export function applyHeldBack(turn: Turn): number {
  let restored = 0;
  for (;;) {
    const applied = apply(turn, (writer) => writer.feed.parkedBecause('healing', AT_ONCE));
    restored += applied;
    if (applied === 0) return restored;
  }
}

function apply(turn: Turn, rowsOf: (writer: Writer) => readonly ParkedRow[]): number {
  const context = feedContext(turn);
  if (context === null) return 0;
  return turn.store.write((writer) => applyParked(writer, rowsOf(writer), { ...context, isHealing: false }));
}
