import type { Ack } from '#shared/sync/push.ts';
import type { Writer } from '../store/till-tables.ts';

/**
 * Believes an acknowledgement only where the own change at that place has that very hash: an answer that belongs to
 * another history, as after a restored backup, says nothing about this one.
 *
 * @returns how many were believed, and how many of these wait in quarantine
 */
export function takeAcks(
  writer: Writer,
  epoch: string,
  acks: readonly Ack[],
  nowMs: number,
): { readonly taken: number; readonly quarantined: number } {
  let taken = 0;
  let quarantined = 0;
  for (const ack of acks) {
    if (writer.places.hashAt(epoch, ack.seq) !== ack.hash) continue;
    taken += 1;
    if (ack.outcome === 'quarantined') quarantined += 1;
    writer.changes.mark(
      { epoch, seq: ack.seq },
      ack.outcome === 'quarantined' ? 'quarantined' : 'acked',
      nowMs,
      ack.outcome === 'quarantined' ? (ack.code ?? null) : null,
    );
  }
  return { taken, quarantined };
}
