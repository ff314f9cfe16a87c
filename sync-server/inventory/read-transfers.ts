import type { z } from 'zod';
import type { TransferAnswer, listTransfersEndpoint, transferRowSchema } from '#shared/api/transfer-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ListOrder, type PageFound, pageMeta, pageParts } from '#server/sync/web-edits/cursor-page.ts';
import { ITEM_NAME } from './item-sql.ts';

type Row = z.infer<typeof transferRowSchema>;
type Found = Omit<Row, 'sentAt'> & { readonly sentAt: Date };
type Query = z.output<typeof listTransfersEndpoint.query>;
type Receipt = TransferAnswer['receipts'][number];

const ON_ITS_WAY = 'greatest(l.sent_milli - l.arrived_milli - l.returned_milli - l.lost_milli, 0)';

const COLUMNS = `t.id, t.from_store_id as "fromStoreId", f.name as "fromStoreName", t.to_store_id as "toStoreId",
  coalesce(o.name, '') as "toStoreName", t.state, t.note, t.sent_by as "sentById", u.full_name as "sentByName",
  t.occurred_at as "sentAt", t.business_date::text as "businessDate", s.*`;

const JOINS = `stock_transfers t
  join stores f on f.business_id = t.business_id and f.id = t.from_store_id
  left join stores o on o.business_id = t.business_id and o.id = t.to_store_id
  left join users u on u.business_id = t.business_id and u.id = t.sent_by
  cross join lateral (
    select count(*)::integer as "lineCount", sum(l.sent_milli)::bigint as "sentMilli", sum(${ON_ITS_WAY})::bigint as "inTransitMilli",
      sum(l.lost_milli)::bigint as "lostMilli", round(sum(${ON_ITS_WAY}::numeric * l.unit_cost_e4) / 10000000)::bigint as "inTransitValueMinor",
      round(sum(l.lost_milli::numeric * l.unit_cost_e4) / 10000000)::bigint as "lostValueMinor"
    from stock_transfer_lines l where l.business_id = t.business_id and l.transfer_id = t.id
  ) s`;

const ORDERS: Readonly<Record<Query['sort'], ListOrder>> = {
  '-sentAt': { column: 't.occurred_at', by: 'time', isDown: true },
  sentAt: { column: 't.occurred_at', by: 'time', isDown: false },
};

/** A page of transfers that begin or end at the person's stores. */
export async function listTransfers(
  tx: Tx,
  asked: { readonly businessId: Id; readonly storeIds: readonly Id[]; readonly query: Query },
): Promise<{ readonly data: Row[]; readonly meta: PageFound }> {
  const { businessId, query } = asked;
  const stores = [...asked.storeIds];
  const ends = {
    in: tx`t.to_store_id = any(${stores}::uuid[])`,
    out: tx`t.from_store_id = any(${stores}::uuid[])`,
    either: tx`(t.from_store_id = any(${stores}::uuid[]) or t.to_store_id = any(${stores}::uuid[]))`,
  };
  const where = tx`
    t.business_id = ${businessId} and ${ends[query.direction ?? 'either']}
    ${query.state === undefined ? tx`` : tx`and t.state = ${query.state}`}
    ${query.from === undefined ? tx`` : tx`and t.business_date >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and t.business_date <= ${query.to}`}
    ${
      query.variantId === undefined
        ? tx``
        : tx`and exists (select from stock_transfer_lines l where l.business_id = t.business_id and l.transfer_id = t.id and l.variant_id = ${query.variantId})`
    }`;
  const { after, orderBy, offset } = pageParts(tx, ORDERS[query.sort], query, 't.id');
  const rows = await tx<Found[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(JOINS)} where t.business_id = ${businessId} and ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*)::bigint as total from stock_transfers t where t.business_id = ${businessId} and ${where}`;
  const meta = pageMeta(query, { rows, total: count?.total }, ({ sentAt }) => sentAt);
  return { data: rows.map((row) => ({ ...row, sentAt: row.sentAt.toISOString() })), meta };
}

/** One transfer. @throws {Fault} `not_found`, also where neither end is a store that the person may see */
export async function readTransfer(tx: Tx, session: Session, id: Id): Promise<TransferAnswer> {
  const { businessId, storeIds } = session;
  const [row] = await tx<Found[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(JOINS)} where t.business_id = ${businessId} and t.id = ${id}
      and (${storeIds.length === 0} or t.from_store_id = any(${storeIds}::uuid[]) or t.to_store_id = any(${storeIds}::uuid[]))`;
  if (row === undefined) throw new Fault('not_found', 'There is no such transfer.');
  const lines = await tx<TransferAnswer['lines'][number][]>`
    select l.id, l.variant_id as "variantId", l.batch_id as "batchId", coalesce(${tx.unsafe(ITEM_NAME)}, '') as name, coalesce(v.sku, '') as sku,
      l.unit_cost_e4 as "unitCostE4", l.sent_milli as "sentMilli", l.arrived_milli as "arrivedMilli", l.returned_milli as "returnedMilli",
      l.lost_milli as "lostMilli", ${tx.unsafe(ON_ITS_WAY)} as "inTransitMilli"
    from stock_transfer_lines l
    left join product_variants v on v.business_id = l.business_id and v.id = l.variant_id
    left join products p on p.business_id = v.business_id and p.id = v.product_id
    where l.business_id = ${businessId} and l.transfer_id = ${id} order by l.position`;
  const receipts = await tx<(Omit<Receipt, 'receivedAt'> & { readonly receivedAt: Date })[]>`
    select r.id, r.store_id as "storeId", r.note, r.received_by as "receivedById", u.full_name as "receivedByName", r.occurred_at as "receivedAt",
      (select json_agg(json_build_object('lineId', l.transfer_line_id, 'quantityMilli', l.quantity_milli, 'lostMilli', l.lost_milli,
        'reason', nullif(l.reason, '')) order by l.id)
        from stock_transfer_receipt_lines l where l.business_id = r.business_id and l.receipt_id = r.id) as lines
    from stock_transfer_receipts r left join users u on u.business_id = r.business_id and u.id = r.received_by
    where r.business_id = ${businessId} and r.transfer_id = ${id} order by r.occurred_at, r.id`;
  return {
    ...row,
    sentAt: row.sentAt.toISOString(),
    lines: [...lines],
    receipts: receipts.map((receipt) => ({ ...receipt, receivedAt: receipt.receivedAt.toISOString() })),
  };
}
