import { RECORD_TABLES } from '#server/sync/apply/records/record-tables.ts';
import type { Check } from './check.ts';

/** Every row that tills read, by the name and the id that it has in the feed. */
const SYNCED: readonly { readonly entity: string; readonly rows: string }[] = [
  ...Object.entries(RECORD_TABLES).map(([entity, table]) => ({
    entity,
    rows: `select id::text as id, is_deleted as is_gone from ${table} where business_id = $1::uuid`,
  })),
  {
    entity: 'level',
    rows: `select store_id || '/' || variant_id || '/' || batch_id as id, false as is_gone from inventory where business_id = $1::uuid`,
  },
  {
    entity: 'customer_balance',
    rows: `select customer_id::text as id, false as is_gone from customer_balances where business_id = $1::uuid`,
  },
  {
    entity: 'credit',
    rows: `select id::text as id, false as is_gone from credits where business_id = $1::uuid`,
  },
  {
    entity: 'sale',
    rows: `select id::text as id, false as is_gone from sales_orders where business_id = $1::uuid`,
  },
  {
    entity: 'own_fact',
    // A duplicate only holds its place: the till reads the change back at the place that it had first.
    rows: `select c.till_id || '/' || c.epoch_counter || '/' || c.seq as id, c.outcome = 'duplicate' as is_gone
      from changes c join till_sync t on t.business_id = c.business_id and t.till_id = c.till_id and t.kind = 'till'
      where c.business_id = $1::uuid`,
  },
];

/** The feed: each synced row stands in it once, at a place that the counter gave. */
export const FEED_CHECKS: readonly Check[] = [
  {
    name: 'feed counter',
    sql: `select 'the counter of the feed' as subject, b.counter::text as kept, 'at least ' || max(f.feed_seq) as truth
      from feed f left join business_feed b on b.business_id = f.business_id
      where f.business_id = $1::uuid group by b.counter having coalesce(b.counter, 0) < max(f.feed_seq)`,
  },
  {
    name: 'feed place',
    sql: `select 'place ' || feed_seq as subject, string_agg(entity || ' ' || id, ', ') as kept, 'one row, above 0' as truth
      from feed where business_id = $1::uuid group by feed_seq having count(*) > 1 or feed_seq < 1`,
  },
  ...SYNCED.flatMap(({ entity, rows }): Check[] => {
    const listed = `select f.id from feed f where f.business_id = $1::uuid and f.entity = '${entity}' and not f.is_tombstone`;
    return [
      {
        name: 'not in the feed',
        sql: `select '${entity} ' || id as subject, 'nothing' as kept, 'a place in the feed' as truth
          from (select r.id from (${rows}) r where not r.is_gone except ${listed}) missing`,
      },
      {
        name: 'in the feed only',
        sql: `select '${entity} ' || id as subject, 'a place in the feed' as kept, 'no such row' as truth
          from (${listed} except select r.id from (${rows}) r) stray`,
      },
    ];
  }),
];
