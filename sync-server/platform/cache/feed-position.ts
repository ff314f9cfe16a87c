import type { SyncClass } from '#shared/sync/classes.ts';
import type { Tx } from '../../store/pool.ts';

/** What an entry reads of a business: one class of its feed, or anything, facts included. */
export type Reads = SyncClass | 'anything';

/** Where a business stands in this snapshot. */
export interface FeedPosition {
  readonly mark: string;
  readonly counter: number;
  /** The feed's number of what moved last of what is read. */
  readonly moved: number;
  /** How many changes tills and the web ever made. */
  readonly changes: number;
}

/** Reads where the business stands, in the snapshot that everything else of the answer is read in. Null before its first write. */
export async function readFeedPosition(tx: Tx, businessId: string, reads: Reads): Promise<FeedPosition | null> {
  const [row] = await tx<FeedPosition[]>`
    select b.mark, b.counter, ${reads === 'anything' ? tx`b.counter` : lastOfClass(tx, businessId, reads)} as moved,
      ${reads === 'anything' ? changesOf(tx, businessId) : tx`0::bigint`} as changes
    from business_feed b where b.business_id = ${businessId}`;
  return row ?? null;
}

/** Facts of the web move no row of the feed, but their chain. */
function changesOf(tx: Tx, businessId: string) {
  return tx`(select coalesce(sum(e.last_seq), 0)::bigint from till_epochs e where e.business_id = ${businessId})`;
}

/** The index is by scope, of which there are few: one look at each instead of at all rows of the class. */
function lastOfClass(tx: Tx, businessId: string, reads: SyncClass) {
  return tx`(
    with recursive scopes as (
      (select f.scope_id from feed f where f.business_id = ${businessId} and f.class = ${reads} order by f.scope_id limit 1)
      union all
      select (select f.scope_id from feed f
          where f.business_id = ${businessId} and f.class = ${reads} and f.scope_id > s.scope_id order by f.scope_id limit 1)
        from scopes s where s.scope_id is not null
    )
    select coalesce(max((select f.feed_seq from feed f
        where f.business_id = ${businessId} and f.class = ${reads} and f.scope_id = s.scope_id
        order by f.feed_seq desc limit 1)), 0)
      from scopes s where s.scope_id is not null)`;
}

/** Whether what was read at `then` still is as it was. A mark that nobody knows was given by a server that went back since. */
export async function stillStands(
  tx: Tx,
  businessId: string,
  then: FeedPosition,
  now: FeedPosition | null,
): Promise<boolean> {
  if (now === null || now.moved > then.counter || now.changes !== then.changes) return false;
  if (now.mark === then.mark) return now.counter >= then.counter;
  const [known] = await tx`
    select 1 from feed_marks
    where business_id = ${businessId} and mark = ${then.mark} and last_number >= ${then.counter}`;
  return known !== undefined;
}
