import type { Id } from '#shared/base/ids.ts';
import type { ApiSaleRow, SalesListQuery } from '#shared/api/sales.ts';
import type { Tx } from '#server/store/pool.ts';
import { readSalesCursor, writeSalesCursor } from './sales-cursor.ts';

export type SaleListRow = Omit<ApiSaleRow, 'occurredAt' | 'receivedAt'> & {
  readonly occurredAt: Date;
  readonly receivedAt: Date;
};

const COLUMNS = `
  o.id, o.kind, o.order_number as "orderNumber", o.store_id as "storeId", s.name as "storeName", o.till_id as "tillId", coalesce(t.name, '') as "tillName",
  o.created_by as "cashierId", o.cashier_name as "cashierName", o.customer_id as "customerId", o.customer_name as "customerName",
  o.business_date as "businessDate", o.occurred_at as "occurredAt", o.received_at as "receivedAt", o.line_count as "lineCount",
  o.discount_minor as "discountMinor", o.tax_minor as "taxMinor", o.total_minor as "totalMinor", o.payment_status as "paymentStatus",
  o.payment_method as "paymentMethod", o.needs_review as "needsReview", o.refund_of as "refundOf"`;

export const SALE_JOINS = `
  sales_orders o
  join stores s on s.business_id = o.business_id and s.id = o.store_id
  left join tills t on t.business_id = o.business_id and t.id = o.till_id`;

export const SALE_COLUMNS = COLUMNS;

export function toSaleRow(row: SaleListRow): ApiSaleRow {
  return { ...row, occurredAt: row.occurredAt.toISOString(), receivedAt: row.receivedAt.toISOString() };
}

const ORDERS: Readonly<Record<SalesListQuery['sort'], string>> = {
  '-occurredAt': 'o.occurred_at desc, o.id desc',
  occurredAt: 'o.occurred_at, o.id',
  '-totalMinor': 'o.total_minor desc, o.id desc',
  totalMinor: 'o.total_minor, o.id',
};

/** What a person typed, so that it is looked for as it stands. */
function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

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
    ${query.kind === undefined ? tx`` : tx`and o.kind = ${query.kind}`}
    ${query.minTotalMinor === undefined ? tx`` : tx`and o.total_minor >= ${query.minTotalMinor}`}
    ${query.maxTotalMinor === undefined ? tx`` : tx`and o.total_minor <= ${query.maxTotalMinor}`}
    ${query.method === undefined ? tx`` : tx`and exists (select from payments p where p.business_id = o.business_id and p.order_id = o.id and p.method = ${query.method})`}
    ${
      query.q === undefined || query.q === ''
        ? tx``
        : tx`and (o.order_number ilike ${likePattern(query.q)} or o.customer_name ilike ${likePattern(query.q)}
              or exists (select from sales_order_items i where i.business_id = o.business_id and i.order_id = o.id and i.name ilike ${likePattern(query.q)}))`
    }`;
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
  const after = query.cursor === undefined ? null : readSalesCursor(query.cursor);
  const where = conditions(tx, asked);
  const rows = await tx<SaleListRow[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(SALE_JOINS)}
     where ${where} ${after === null ? tx`` : tx`and (o.occurred_at, o.id) < (${new Date(after.occurredMs)}, ${after.id})`}
     order by ${tx.unsafe(after === null ? ORDERS[query.sort] : ORDERS['-occurredAt'])}
     limit ${query.limit} offset ${after === null ? (query.page - 1) * query.limit : 0}`;
  const [count] = await tx<
    { total: number }[]
  >`select count(*)::bigint as total from sales_orders o where o.business_id = ${asked.businessId} and ${where}`;
  const last = rows.at(-1);
  const isNewestFirst = query.sort === '-occurredAt';
  return {
    rows: rows.map(toSaleRow),
    total: count?.total ?? 0,
    cursor:
      last === undefined || rows.length < query.limit || !isNewestFirst
        ? null
        : writeSalesCursor({ occurredMs: last.occurredAt.getTime(), id: last.id }),
  };
}
