import { NO_ID } from '#shared/base/ids.ts';
import type { SyncClass } from '#shared/sync/classes.ts';
import type { Tx } from '#server/store/pool.ts';

/** A row of the feed before its data is read. */
export type FeedRow = {
  readonly entity: string;
  readonly id: string;
  readonly feedSeq: number;
  readonly isTombstone: boolean;
};

const PART = (scope: string): string =>
  `(select entity, id, feed_seq as "feedSeq", is_tombstone as "isTombstone" from feed
    where business_id = $1::uuid and class = $2 and scope_id = ${scope}::uuid and feed_seq > $3 order by feed_seq limit $4)`;

const OF_ONE_SCOPE = PART('$5');
/** Rows of a class after a position; the business is `$1`, the class `$2`, the position `$3`, how many `$4`, the store `$5`. */
export const FEED_OF_BUSINESS_AND_STORE = `select * from (${PART(`'${NO_ID}'`)} union all ${PART('$5')}) both_scopes order by "feedSeq" limit $4`;

/** The next rows of a class after a position, in order: of the business and the store, or the till's own. */
export async function feedRowsOfClass(
  tx: Tx,
  view: { readonly businessId: string; readonly storeId: string; readonly tillId: string },
  name: SyncClass,
  from: { readonly position: number; readonly limit: number },
): Promise<FeedRow[]> {
  const isOwn = name === 'own';
  return tx.unsafe<FeedRow[]>(
    isOwn ? OF_ONE_SCOPE : FEED_OF_BUSINESS_AND_STORE,
    [view.businessId, name, from.position, from.limit, isOwn ? view.tillId : view.storeId],
    { prepare: true },
  );
}
