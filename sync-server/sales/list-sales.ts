import type { Id } from '#shared/base/ids.ts';
import type { ApiSaleRow, SalesListQuery } from '#shared/api/sales.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';
import { type ListOrder, nextCursor, pageParts } from '../sync/web-edits/cursor-page.ts';

export type SaleListRow = Omit<ApiSaleRow, 'occurredAt' | 'receivedAt'> & {
  readonly occurredAt: Date;
  readonly receivedAt: Date;
};

const COLUMNS = `
  o.id, o.kind, o.order_number as "orderNumber", o.store_id as "storeId", s.name as "storeName", o.till_id as "tillId", coalesce(t.name, '') as "tillName",
  o.created_by as "cashierId", o.cashier_name as "cashierName", o.customer_id as "customerId", case when e.customer_id is null then o.customer_name end as "customerName",
  o.business_date as "businessDate", o.occurred_at as "occurredAt", o.received_at as "receivedAt", o.line_count as "lineCount",
  o.discount_minor as "discountMinor", o.tax_minor as "taxMinor", o.total_minor as "totalMinor", o.currency,
  o.paid_minor as "paidMinor", o.balance_minor as "balanceMinor", o.status, o.payment_status as "paymentStatus",
  o.payment_method as "paymentMethod", o.needs_review as "needsReview", o.refund_of as "refundOf"`;

export const SALE_JOINS = `
  sales_orders o
  join stores s on s.business_id = o.business_id and s.id = o.store_id
  left join tills t on t.business_id = o.business_id and t.id = o.till_id
  left join erased_customers e on e.business_id = o.business_id and e.customer_id = o.customer_id`;

export const SALE_COLUMNS = COLUMNS;

export function toSaleRow(row: SaleListRow): ApiSaleRow {
  return { ...row, occurredAt: row.occurredAt.toISOString(), receivedAt: row.receivedAt.toISOString() };
}

const ORDERS: Readonly<Record<SalesListQuery['sort'], ListOrder>> = {
  '-occurredAt': { column: 'o.occurred_at', by: 'time', isDown: true },
  occurredAt: { column: 'o.occurred_at', by: 'time', isDown: false },
  '-totalMinor': { column: 'o.total_minor', by: 'number', isDown: true },
  totalMinor: { column: 'o.total_minor', by: 'number', isDown: false },
};

function conditions(tx: Tx, asked: { businessId: Id; storeIds: readonly Id[]; query: SalesListQuery }) {
  const { query } = asked;
  const stores = query.storeId === undefined ? [...asked.storeIds] : [query.storeId];
  return tx`
    o.business_id = ${asked.businessId}
    ${stores.length === 0 ? tx`` : tx`and o.store_id = any(${stores}::uuid[])`}
    ${query.from === undefined ? tx`` : tx`and o.business_date >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and o.business_date <= ${query.to}`}
    ${query.hour === undefined ? tx`` : tx`and o.local_hour = ${query.hour}`}
    ${query.tillId === undefined ? tx`` : tx`and o.till_id = ${query.tillId}`}
    ${query.cashierId === undefined ? tx`` : tx`and o.created_by = ${query.cashierId}`}
    ${query.customerId === undefined ? tx`` : tx`and o.customer_id = ${query.customerId}`}
    ${query.kind === undefined ? tx`` : tx`and o.kind = ${query.kind}`} ${rare(tx, query.kind, 'kind', 'sale')}
    ${query.status === undefined ? tx`` : tx`and o.status = ${query.status}`} ${rare(tx, query.status, 'status', 'completed')}
    ${query.paymentStatus === undefined ? tx`` : tx`and o.payment_status = ${query.paymentStatus}`} ${rare(tx, query.paymentStatus, 'payment_status', 'paid')}
    ${query.paymentStatus === undefined || query.status !== undefined ? tx`` : tx`and o.status <> 'voided'`}
    ${query.needsReview === undefined ? tx`` : tx`and o.needs_review = ${query.needsReview}`}
    ${query.minTotalMinor === undefined ? tx`` : tx`and o.total_minor >= ${query.minTotalMinor}`}
    ${query.maxTotalMinor === undefined ? tx`` : tx`and o.total_minor <= ${query.maxTotalMinor}`}
    ${query.method === undefined ? tx`` : tx`and exists (select from payments p where p.business_id = o.business_id and p.order_id = o.id and p.method = ${query.method})`}
    ${query.q === undefined || query.q === '' ? tx`` : searched(tx, query.q)}`;
}

/** What few sales are has an index without the many; the planner takes it where the question says so in words, not in a value. */
function rare(tx: Tx, asked: string | undefined, column: 'kind' | 'status' | 'payment_status', usual: string) {
  return asked === undefined || asked === usual ? tx`` : tx`and ${tx.unsafe(`o.${column} <> '${usual}'`)}`;
}

/** The name of a customer who was erased finds nothing. */
function searched(tx: Tx, q: string) {
  return tx`and (o.order_number ilike ${anywhere(q)}
    or (o.customer_name ilike ${anywhere(q)} and not exists (
      select from erased_customers e where e.business_id = o.business_id and e.customer_id = o.customer_id))
    or exists (select from sales_order_items i where i.business_id = o.business_id and i.order_id = o.id and i.name ilike ${anywhere(q)}))`;
}

export type SalesPage = {
  readonly rows: readonly ApiSaleRow[];
  readonly total: number;
  readonly cursor: string | null;
};

/** A page of sales, newest first unless asked otherwise. By cursor no sale is seen twice while new ones come in. */
export async function listSales(
  tx: Tx,
  asked: { businessId: Id; storeIds: readonly Id[]; query: SalesListQuery },
): Promise<SalesPage> {
  const { query } = asked;
  const where = conditions(tx, asked);
  const order = ORDERS[query.sort];
  const { after, orderBy, offset } = pageParts(tx, order, query, 'o.id');
  const rows = await tx<SaleListRow[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(SALE_JOINS)} where o.business_id = ${asked.businessId} and ${where} ${after}
     order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<
    { total: number }[]
  >`select count(*)::bigint as total from sales_orders o where o.business_id = ${asked.businessId} and ${where}`;
  return {
    rows: rows.map(toSaleRow),
    total: count?.total ?? 0,
    cursor: nextCursor(rows, query, (row) => (order.by === 'time' ? row.occurredAt.getTime() : row.totalMinor)),
  };
}
