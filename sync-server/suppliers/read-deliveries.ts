import type { z } from 'zod';
import type { supplierHistoryEndpoint } from '#shared/api/supplier-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ListOrder, type PageFound, pageMeta, pageParts } from '#server/sync/web-edits/cursor-page.ts';

type Row = z.input<typeof supplierHistoryEndpoint.answer>[number];
type Query = z.output<typeof supplierHistoryEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], ListOrder>> = {
  '-receivedAt': { column: 'r.occurred_at', by: 'time', isDown: true },
  receivedAt: { column: 'r.occurred_at', by: 'time', isDown: false },
};

/** A page of what a supplier delivered to the stores that the person may see. */
export async function readDeliveries(
  tx: Tx,
  session: Session,
  { supplierId, query }: { readonly supplierId: Id; readonly query: Query },
): Promise<{ readonly data: Row[]; readonly meta: PageFound }> {
  const { businessId } = session;
  if (query.storeId !== undefined) requireStore(session, query.storeId);
  const stores = query.storeId === undefined ? session.storeIds : [query.storeId];
  const where = tx`
    r.business_id = ${businessId} and r.supplier_id = ${supplierId}
    ${stores.length === 0 ? tx`` : tx`and r.store_id = any(${stores}::uuid[])`}`;
  const { after, orderBy, offset } = pageParts(tx, ORDERS[query.sort], query, 'r.id');
  const rows = await tx<(Omit<Row, 'receivedAt'> & { readonly receivedAt: Date })[]>`
    select r.id, r.store_id as "storeId", s.name as "storeName", r.note, r.received_by as "receivedById", u.full_name as "receivedByName",
      r.occurred_at as "receivedAt", r.line_count as "lineCount", r.cost_minor as "costMinor"
    from stock_receipts r
    join stores s on s.business_id = r.business_id and s.id = r.store_id
    left join users u on u.business_id = r.business_id and u.id = r.received_by
    where r.business_id = ${businessId} and ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*)::bigint as total from stock_receipts r where r.business_id = ${businessId} and ${where}`;
  const meta = pageMeta(query, { rows, total: count?.total }, ({ receivedAt }) => receivedAt);
  return { data: rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })), meta };
}
