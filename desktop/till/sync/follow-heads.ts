import type { ServerHead, TillHead } from '#shared/sync/hello.ts';
import type { Writer } from '../store/till-tables.ts';

/**
 * Takes the office's word for what it has, once hello found both histories to be the same.
 *
 * An answer that got lost is repaired; where the office went back behind what it had acknowledged, that is sent again.
 */
export function followHeads(
  writer: Writer,
  heads: { readonly sent: readonly TillHead[]; readonly server: readonly ServerHead[] },
  nowMs: number,
): { readonly repaired: number; readonly reopened: number } {
  let repaired = 0;
  let reopened = 0;
  for (const mine of heads.sent) {
    const server = heads.server.find((head) => head.epoch === mine.epoch);
    const seq = Math.min(server?.lastSeq ?? 0, mine.lastSeq);
    repaired += writer.places.ackThrough(mine.epoch, seq, nowMs);
    if (seq < mine.ackedSeq) reopened += writer.places.reopenAbove(mine.epoch, seq);
  }
  return { repaired, reopened };
}
