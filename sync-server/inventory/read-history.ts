import type { z } from 'zod';
import type { stockHistoryEndpoint, stockHistoryRowSchema } from '#shared/api/inventory-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Hlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { readHistoryCursor, writeHistoryCursor } from './history-cursor.ts';
import { type HistoryStep, levelsAfter } from './levels-after.ts';

type Row = z.input<typeof stockHistoryRowSchema>;
type Query = z.output<typeof stockHistoryEndpoint.query>;
type Found = HistoryStep &
  Omit<Row, 'levelMilli' | 'occurredAt'> & { readonly hlc: Hlc; readonly isCount: 0 | 1; readonly occurredAt: Date };

export type HistoryPage = { readonly rows: readonly Row[]; readonly total: number; readonly cursor: string | null };

/**
 * A page of what moved a product, newest first by the moment that counts (the corrected stamp), with the level after each.
 *
 * @throws {Fault} `not_found` for a product that is not there
 */
export async function readHistory(
  tx: Tx,
  asked: { readonly businessId: Id; readonly productId: Id; readonly storeIds: readonly Id[]; readonly query: Query },
): Promise<HistoryPage> {
  const { businessId, query } = asked;
  const variants = await tx<{ id: Id }[]>`
    select id from product_variants where business_id = ${businessId} and product_id = ${asked.productId}`;
  if (variants.length === 0) throw new Fault('not_found', 'There is no such product.');
  const variantIds = variants
    .map(({ id }) => id)
    .filter((id) => query.variantId === undefined || id === query.variantId);
  const steps = stepsOf(tx, { ...asked, variantIds });
  const after = query.cursor === undefined ? null : readHistoryCursor(query.cursor);
  const rows = await tx<Found[]>`
    select t.*, c.actor_id as "byId", u.full_name as "byName" from (
      select * from (${steps}) s
      ${after === null ? tx`` : tx`where (s.hlc, s."isCount", s.id) < (${after[0]} collate "C", ${after[1]}::integer, ${after[2]}::uuid)`}
      order by s.hlc desc, s."isCount" desc, s.id desc
      limit ${query.limit} offset ${after === null ? (query.page - 1) * query.limit : 0}
    ) t
    left join changes c on c.business_id = ${businessId} and c.id = t."changeId" and c.outcome in ('applied', 'applied_for_review')
    left join users u on u.business_id = ${businessId} and u.id = c.actor_id
    order by t.hlc desc, t."isCount" desc, t.id desc`;
  const [count] = await tx<{ total: number }[]>`select count(*)::bigint as total from (${steps}) s`;
  const levels = await levelsAfter(tx, businessId, rows);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({
      ...row,
      levelMilli: levels.get(`${row.isCount} ${row.id}`) ?? 0,
      occurredAt: row.occurredAt.toISOString(),
    })),
    total: count?.total ?? 0,
    cursor:
      last === undefined || rows.length < query.limit ? null : writeHistoryCursor([last.hlc, last.isCount, last.id]),
  };
}

/** Movements and counts side by side; a count says what it found too much or too little. */
function stepsOf(
  tx: Tx,
  asked: {
    readonly businessId: Id;
    readonly storeIds: readonly Id[];
    readonly variantIds: readonly Id[];
    readonly query: Query;
  },
) {
  const { businessId, query } = asked;
  const stores = [...asked.storeIds];
  const variantIds = [...asked.variantIds];
  const ofBatch = (column: string) =>
    query.batchId === undefined ? tx`` : tx`and ${tx.unsafe(column)} = ${query.batchId}`;
  const ofDays = (column: string) => tx`
    ${query.from === undefined ? tx`` : tx`and ${tx.unsafe(column)} >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and ${tx.unsafe(column)} <= ${query.to}`}`;
  return tx`
    select m.hlc, 0 as "isCount", m.id, m.store_id as "storeId", m.variant_id as "variantId", m.batch_id as "batchId",
      m.document_id as "documentId", m.change_id as "changeId", m.kind, m.quantity_milli as "quantityMilli",
      m.unit_cost_e4 as "unitCostE4", m.reason, m.occurred_at as "occurredAt"
    from stock_movements m
    where m.business_id = ${businessId} and m.store_id = any(${stores}::uuid[]) and m.variant_id = any(${variantIds}::uuid[])
      ${ofBatch('m.batch_id')} ${ofDays('m.business_date')} ${query.kind === undefined ? tx`` : tx`and m.kind = ${query.kind}`}
    union all
    select l.hlc, 1, l.id, l.store_id, l.variant_id, l.batch_id, l.count_id, c.change_id, 'count', l.variance_milli, 0, '', c.occurred_at
    from stock_count_lines l join stock_counts c on c.business_id = l.business_id and c.id = l.count_id
    where l.business_id = ${businessId} and l.store_id = any(${stores}::uuid[]) and l.variant_id = any(${variantIds}::uuid[])
      ${ofBatch('l.batch_id')} ${ofDays('c.business_date')} ${query.kind === undefined || query.kind === 'count' ? tx`` : tx`and false`}`;
}
