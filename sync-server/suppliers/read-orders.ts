import type { z } from 'zod';
import type {
  PurchaseOrderAnswer,
  listPurchaseOrdersEndpoint,
  purchaseOrderRowSchema,
} from '#shared/api/purchase-order-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ListOrder, type PageFound, pageMeta, pageParts } from '#server/sync/web-edits/cursor-page.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

type Row = z.infer<typeof purchaseOrderRowSchema>;
type Found = Omit<Row, 'sentAt' | 'createdAt' | 'updatedAt'> & {
  readonly sentAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
type Query = z.output<typeof listPurchaseOrdersEndpoint.query>;

const COLUMNS = `o.id, o.number, o.supplier_id as "supplierId", coalesce(u.name, '') as "supplierName", o.store_id as "storeId",
  s.name as "storeName", o.state, o.expected_on::text as "expectedOn", o.note, o.created_by as "createdById", o.sent_at as "sentAt",
  o.sent_to as "sentTo", l.lines as "lineCount", l.total as "totalMinor", o.created_at as "createdAt", o.updated_at as "updatedAt"`;

const JOINS = `purchase_orders o
  join stores s on s.business_id = o.business_id and s.id = o.store_id
  left join suppliers u on u.business_id = o.business_id and u.id = o.supplier_id
  cross join lateral (
    select count(*)::integer as lines, coalesce(sum(round(l.ordered_milli::numeric * l.unit_cost_e4 / 10000000)), 0)::bigint as total
    from purchase_order_lines l where l.business_id = o.business_id and l.order_id = o.id
  ) l`;

/** An order of which nobody knows when it comes stands last, either way. */
const UNKNOWN_DAY = { last: '2999-12-31', first: '1900-01-01' };

const ORDERS: Readonly<Record<Query['sort'], ListOrder & { readonly valueOf: (row: Found) => number | string }>> = {
  '-number': { column: 'o.number', by: 'number', isDown: true, valueOf: ({ number }) => number },
  number: { column: 'o.number', by: 'number', isDown: false, valueOf: ({ number }) => number },
  expectedOn: {
    column: `coalesce(o.expected_on, date '${UNKNOWN_DAY.last}')`,
    by: 'day',
    isDown: false,
    valueOf: ({ expectedOn }) => expectedOn ?? UNKNOWN_DAY.last,
  },
  '-expectedOn': {
    column: `coalesce(o.expected_on, date '${UNKNOWN_DAY.first}')`,
    by: 'day',
    isDown: true,
    valueOf: ({ expectedOn }) => expectedOn ?? UNKNOWN_DAY.first,
  },
};

function shown(row: Found): Row {
  return {
    ...row,
    sentAt: row.sentAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A page of orders for the stores that the person may see. */
export async function listOrders(
  tx: Tx,
  session: Session,
  query: Query,
): Promise<{ readonly data: Row[]; readonly meta: PageFound }> {
  const { businessId } = session;
  if (query.storeId !== undefined) requireStore(session, query.storeId);
  const stores = query.storeId === undefined ? session.storeIds : [query.storeId];
  const where = tx`
    o.business_id = ${businessId}
    ${stores.length === 0 ? tx`` : tx`and o.store_id = any(${stores}::uuid[])`}
    ${query.supplierId === undefined ? tx`` : tx`and o.supplier_id = ${query.supplierId}`}
    ${query.state === undefined ? tx`` : tx`and o.state = ${query.state}`}
    ${
      query.variantId === undefined
        ? tx``
        : tx`and exists (select from purchase_order_lines n where n.business_id = o.business_id and n.order_id = o.id and n.variant_id = ${query.variantId})`
    }
    ${query.q === undefined || query.q === '' ? tx`` : tx`and (u.name ilike ${anywhere(query.q)} or o.number::text = ${query.q})`}`;
  const order = ORDERS[query.sort];
  const { after, orderBy, offset } = pageParts(tx, order, query, 'o.id');
  const rows = await tx<Found[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(JOINS)} where o.business_id = ${businessId} and ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*)::bigint as total from purchase_orders o
    left join suppliers u on u.business_id = o.business_id and u.id = o.supplier_id
    where o.business_id = ${businessId} and ${where}`;
  const meta = pageMeta(query, { rows, total: count?.total }, order.valueOf);
  return { data: rows.map(shown), meta };
}

/** One order. @throws {Fault} `not_found`, also for a store beyond the person's limits */
export async function readOrder(tx: Tx, session: Session, id: Id): Promise<PurchaseOrderAnswer> {
  const { businessId, storeIds } = session;
  const [row] = await tx<Found[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(JOINS)} where o.business_id = ${businessId} and o.id = ${id}
      and (${storeIds.length === 0} or o.store_id = any(${storeIds}::uuid[]))`;
  if (row === undefined) throw new Fault('not_found', 'There is no such purchase order.');
  const lines = await tx<PurchaseOrderAnswer['lines'][number][]>`
    select l.id, l.variant_id as "variantId", case when v.name = '' then p.name else p.name || ', ' || v.name end as name, v.sku,
      l.ordered_milli as "orderedMilli", l.received_milli as "receivedMilli",
      greatest(l.received_milli - l.ordered_milli, 0) as "overMilli", l.unit_cost_e4 as "unitCostE4"
    from purchase_order_lines l
    join product_variants v on v.business_id = l.business_id and v.id = l.variant_id
    join products p on p.business_id = v.business_id and p.id = v.product_id
    where l.business_id = ${businessId} and l.order_id = ${id} order by l.position`;
  const receipts = await tx<
    (Omit<PurchaseOrderAnswer['receipts'][number], 'receivedAt'> & { readonly receivedAt: Date })[]
  >`
    select r.id, r.occurred_at as "receivedAt", r.cost_minor as "costMinor"
    from purchase_order_receipts o join stock_receipts r on r.business_id = o.business_id and r.id = o.receipt_id
    where o.business_id = ${businessId} and o.order_id = ${id} order by r.occurred_at, r.id`;
  return {
    ...shown(row),
    lines: [...lines],
    receipts: receipts.map((receipt) => ({ ...receipt, receivedAt: receipt.receivedAt.toISOString() })),
  };
}
