import { NO_ID } from '#shared/base/ids.ts';
import { appendChange } from '../store/append-change.ts';
import { sha256 } from './till-key.ts';
import type { Turn } from './turn.ts';

/**
 * Writes down that the till's clock was set, or ran away, since the office was last asked for the time: once for each jump.
 *
 * Nothing stops for it; what is sold meanwhile carries a suspect clock.
 */
export function noteClockJump(turn: Pick<Turn, 'store' | 'memory' | 'nowMs' | 'newId'>): void {
  const { memory, nowMs, newId } = turn;
  const identity = turn.store.read((reader) => reader.meta.identity());
  if (identity === null) return;
  const changes = { nowMs, newId, sha256, clockQuality: memory.clockQuality };
  for (let payload = memory.clock.nextJump(); payload !== null; payload = memory.clock.nextJump()) {
    const fact = { type: 'clock.jumped', entityId: identity.tillId, actorId: NO_ID, payload } as const;
    turn.store.write((writer) => appendChange(writer, changes, fact));
    memory.clock.jumpNoted();
  }
}
