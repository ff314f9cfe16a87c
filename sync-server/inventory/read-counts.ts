import type { z } from 'zod';
import {
  COUNT_LINES_MAX,
  type CountAnswer,
  type countRowSchema,
  type listCountsEndpoint,
} from '#shared/api/count-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, maySeeStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ListOrder, type PageFound, pageMeta, pageParts } from '#server/sync/web-edits/cursor-page.ts';
import type { SqlPart } from '#server/sync/web-edits/read-records.ts';
import { inScope } from './count-sheets.ts';
import { ITEM_NAME } from './item-sql.ts';

type Row = z.infer<typeof countRowSchema>;
type Found = Omit<Row, 'openedAt' | 'closedAt'> & {
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly variantIds: readonly Id[];
};
type Query = z.output<typeof listCountsEndpoint.query>;
type Line = CountAnswer['lines'][number];

/** What a unit costs: what it cost when it was counted, else what the variant costs. */
const UNIT_COST = `coalesce(nullif(l.unit_cost_e4, 0), v.cost_e4, 0)`;

/** Open and given-up counts, and what became facts, those of tills among them. */
function allCounts(tx: Tx, businessId: Id, narrowed: { readonly sheets: SqlPart; readonly counts: SqlPart }): SqlPart {
  return tx`
    select s.id, s.store_id, s.state, s.scope, s.category_id, s.variant_ids, s.note, s.opened_by as by_id, s.created_at as opened_at,
      s.closed_at, s.created_at::date as day
    from count_sheets s where s.business_id = ${businessId} and s.state <> 'closed' ${narrowed.sheets}
    union all
    select c.id, c.store_id, 'closed', coalesce(s.scope, 'some'), s.category_id, s.variant_ids, c.note, c.counted_by,
      coalesce(s.created_at, c.occurred_at), c.occurred_at, c.business_date
    from stock_counts c left join count_sheets s on s.business_id = c.business_id and s.id = c.id
    where c.business_id = ${businessId} ${narrowed.counts}`;
}

/** What a count comes to: of an open one by its sheet and what is on the shelf now, of a closed one by the fact. */
function sumsOf(tx: Tx, businessId: Id): SqlPart {
  return tx`
    select count(*)::integer as line_count, coalesce(sum(l.counted_milli - l.expected_milli), 0)::bigint as variance_milli,
      coalesce(round(sum((l.counted_milli - l.expected_milli)::numeric * coalesce(nullif(i.average_cost_e4, 0), v.cost_e4, 0)) / 10000000), 0)::bigint as variance_minor
    from count_sheet_lines l
    left join inventory i on i.business_id = l.business_id and i.store_id = a.store_id and i.variant_id = l.variant_id and i.batch_id = l.batch_id
    left join product_variants v on v.business_id = l.business_id and v.id = l.variant_id
    where a.state <> 'closed' and l.business_id = ${businessId} and l.sheet_id = a.id having a.state <> 'closed'
    union all
    select count(*)::integer, coalesce(sum(l.variance_milli), 0)::bigint,
      coalesce(round(sum(l.variance_milli::numeric * ${tx.unsafe(UNIT_COST)}) / 10000000), 0)::bigint
    from stock_count_lines l left join product_variants v on v.business_id = l.business_id and v.id = l.variant_id
    where a.state = 'closed' and l.business_id = ${businessId} and l.count_id = a.id having a.state = 'closed'`;
}

const COLUMNS = `a.id, a.store_id as "storeId", z.name as "storeName", a.state, a.scope, a.category_id as "categoryId", a.variant_ids as "variantIds",
  a.note, a.by_id as "byId", u.full_name as "byName", a.opened_at as "openedAt", a.closed_at as "closedAt", t.line_count as "lineCount",
  t.variance_milli as "varianceMilli", t.variance_minor as "varianceMinor"`;

function shown({ variantIds: _variantIds, ...row }: Found): Row {
  return { ...row, openedAt: row.openedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null };
}

const ORDERS: Readonly<Record<Query['sort'], ListOrder>> = {
  '-openedAt': { column: 'a.opened_at', by: 'time', isDown: true },
  openedAt: { column: 'a.opened_at', by: 'time', isDown: false },
};

/** A page of counts of some stores. */
export async function listCounts(
  tx: Tx,
  asked: { readonly businessId: Id; readonly storeIds: readonly Id[]; readonly query: Query },
): Promise<{ readonly data: Row[]; readonly meta: PageFound }> {
  const { businessId, query } = asked;
  const stores = [...asked.storeIds];
  const all = allCounts(tx, businessId, {
    sheets: tx`and s.store_id = any(${stores}::uuid[])`,
    counts: tx`and c.store_id = any(${stores}::uuid[])`,
  });
  const where = tx`true
    ${query.state === undefined ? tx`` : tx`and a.state = ${query.state}`}
    ${query.from === undefined ? tx`` : tx`and a.day >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and a.day <= ${query.to}`}`;
  const { after, orderBy, offset } = pageParts(tx, ORDERS[query.sort], query, 'a.id');
  const rows = await tx<Found[]>`
    select ${tx.unsafe(COLUMNS)} from (
      select * from (${all}) a where ${where} ${after} order by ${orderBy} limit ${query.limit} offset ${offset}
    ) a cross join lateral (${sumsOf(tx, businessId)}) t
    join stores z on z.business_id = ${businessId} and z.id = a.store_id
    left join users u on u.business_id = ${businessId} and u.id = a.by_id
    order by ${orderBy}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*)::bigint as total from (${all}) a where ${where}`;
  const meta = pageMeta(query, { rows, total: count?.total }, ({ openedAt }) => openedAt);
  return { data: rows.map(shown), meta };
}

/** One count with its shelves. @throws {Fault} `not_found`, also for a store beyond the person's limits */
export async function readCount(tx: Tx, session: Session, id: Id): Promise<CountAnswer> {
  const { businessId } = session;
  const all = allCounts(tx, businessId, { sheets: tx`and s.id = ${id}`, counts: tx`and c.id = ${id}` });
  const [row] = await tx<Found[]>`
    select ${tx.unsafe(COLUMNS)} from (${all}) a cross join lateral (${sumsOf(tx, businessId)}) t
    join stores z on z.business_id = ${businessId} and z.id = a.store_id
    left join users u on u.business_id = ${businessId} and u.id = a.by_id`;
  if (row === undefined || !maySeeStore(session, row.storeId)) throw new Fault('not_found', 'There is no such count.');
  const lines = row.state === 'closed' ? await closedLines(tx, businessId, id) : await openLines(tx, businessId, row);
  return { ...shown(row), lines };
}

async function closedLines(tx: Tx, businessId: Id, id: Id): Promise<Line[]> {
  return tx<Line[]>`
    select l.variant_id as "variantId", l.batch_id as "batchId", b.number as "batchNumber", coalesce(${tx.unsafe(ITEM_NAME)}, '') as name,
      coalesce(v.sku, '') as sku, l.counted_milli as "countedMilli", l.counted_milli - l.variance_milli as "expectedMilli",
      l.variance_milli as "varianceMilli", ${tx.unsafe(UNIT_COST)} as "unitCostE4",
      round(l.variance_milli::numeric * ${tx.unsafe(UNIT_COST)} / 10000000)::bigint as "varianceMinor"
    from stock_count_lines l
    left join product_variants v on v.business_id = l.business_id and v.id = l.variant_id
    left join products p on p.business_id = v.business_id and p.id = v.product_id
    left join batches b on b.business_id = l.business_id and b.id = l.batch_id
    where l.business_id = ${businessId} and l.count_id = ${id} order by name, l.variant_id, l.batch_id`;
}

/** What was written down, and what of the scope is still to be counted. */
async function openLines(tx: Tx, businessId: Id, sheet: Found): Promise<Line[]> {
  const isOpen = sheet.state === 'open';
  const scope = inScope(tx, {
    scope: sheet.scope === 'some' ? 'store' : sheet.scope,
    categoryId: sheet.categoryId,
    variantIds: sheet.variantIds,
  });
  return tx<Line[]>`
    with shelf as (
      select l.variant_id, l.batch_id, l.counted_milli, l.expected_milli from count_sheet_lines l
      where l.business_id = ${businessId} and l.sheet_id = ${sheet.id}
      union all
      select i.variant_id, i.batch_id, null, i.quantity_milli from inventory i
      join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
      join products p on p.business_id = v.business_id and p.id = v.product_id
      where i.business_id = ${businessId} and i.store_id = ${sheet.storeId} and i.quantity_milli <> 0 and ${isOpen} and ${scope}
        and not exists (select from count_sheet_lines l where l.business_id = i.business_id and l.sheet_id = ${sheet.id}
          and l.variant_id = i.variant_id and l.batch_id = i.batch_id)
    )
    select s.variant_id as "variantId", s.batch_id as "batchId", b.number as "batchNumber", ${tx.unsafe(ITEM_NAME)} as name, v.sku,
      s.counted_milli as "countedMilli", s.expected_milli as "expectedMilli", s.counted_milli - s.expected_milli as "varianceMilli",
      c.cost as "unitCostE4", round((s.counted_milli - s.expected_milli)::numeric * c.cost / 10000000)::bigint as "varianceMinor"
    from shelf s
    join product_variants v on v.business_id = ${businessId} and v.id = s.variant_id
    join products p on p.business_id = v.business_id and p.id = v.product_id
    left join batches b on b.business_id = v.business_id and b.id = s.batch_id
    left join inventory i on i.business_id = v.business_id and i.store_id = ${sheet.storeId} and i.variant_id = s.variant_id and i.batch_id = s.batch_id
    cross join lateral (select coalesce(nullif(i.average_cost_e4, 0), v.cost_e4) as cost) c
    order by s.counted_milli is null, name, s.variant_id, s.batch_id limit ${COUNT_LINES_MAX}`;
}
