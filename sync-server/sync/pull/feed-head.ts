import { Fault } from '#shared/base/fault.ts';
import { OFFERS_FROM_PROTOCOL } from '#shared/sync/protocol-version.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Cursor, lowestBegun } from './cursor.ts';

/** The counter of the feed in this snapshot, and its mark. */
export type FeedHead = { readonly counter: number; readonly mark: string; readonly tombstonesFrom: number };

export async function readFeedHead(tx: Tx, businessId: string): Promise<FeedHead | null> {
  const [row] = await tx<{ counter: number; mark: string; tombstones_from: number }[]>`
    select counter, mark, tombstones_from from business_feed where business_id = ${businessId}`;
  return row === undefined ? null : { counter: row.counter, mark: row.mark, tombstonesFrom: row.tombstones_from };
}

const anewBecause = (why: string): string =>
  `The till must read this part of the list anew: ${why}. Waiting sales are not touched.`;
const resync = (why: string): Fault => new Fault('resync', anewBecause(why));

/** The till holds what this server forgot. A till of an older program would not know what to do with that, and reads it anew. */
export class WentBack extends Fault {
  constructor(protocol: number) {
    if (protocol >= OFFERS_FROM_PROTOCOL)
      super('went_back', 'The server came back from a backup: the till gives back what is lacking and reads it anew.');
    else super('resync', anewBecause('the server came back from a backup'));
  }
}

function isBehindTombstones(cursor: Cursor, head: FeedHead): boolean {
  return Math.max(lowestBegun(cursor.positions), cursor.begunAt) < head.tombstonesFrom;
}

/**
 * Holds a cursor against the feed as it is now.
 *
 * A mark that nobody knows, or a counter beyond what was ever given under it, was written by a server that went back
 * since; a position behind forgotten tombstones would leave deleted rows on the till, unless it began to read after them.
 *
 * @throws {Fault} `resync`; `WentBack` where the till holds what this server forgot
 */
export async function requireSameFeed(
  tx: Tx,
  view: { businessId: string; storeId: string; tillId: string; scope: string; protocol: number },
  head: FeedHead | null,
  cursor: Cursor,
): Promise<void> {
  if (cursor.store !== view.storeId || cursor.till !== view.tillId) throw resync('it belongs to another store or till');
  if (cursor.scope !== view.scope) throw resync('what the till may see has changed');
  if (head === null) throw new WentBack(view.protocol);
  if (cursor.mark === head.mark) {
    if (cursor.counter > head.counter) throw new WentBack(view.protocol);
  } else {
    const [old] = await tx<
      { last_number: number }[]
    >`select last_number from feed_marks where business_id = ${view.businessId} and mark = ${cursor.mark}`;
    // Marks are forgotten a little after tombstones: one that nobody knows may be as old as that.
    const isLate = cursor.counter <= head.counter && isBehindTombstones(cursor, head);
    if (old === undefined ? !isLate : cursor.counter > old.last_number) throw new WentBack(view.protocol);
  }
  if (isBehindTombstones(cursor, head)) throw resync('the till was away for too long');
}
