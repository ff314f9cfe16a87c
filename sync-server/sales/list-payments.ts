import type { z } from 'zod';
import type { PaymentRow, listPaymentsEndpoint } from '#shared/api/payment-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SqlPart, anywhere } from '#server/sync/web-edits/read-records.ts';
import { type ListOrder, nextCursor, pageParts } from '../sync/web-edits/cursor-page.ts';

type Query = z.output<typeof listPaymentsEndpoint.query>;
type Row = Omit<PaymentRow, 'occurredAt' | 'settledAt'> & {
  readonly occurredAt: Date;
  readonly settledAt: Date | null;
};

const ORDERS: Readonly<Record<Query['sort'], ListOrder>> = {
  '-occurredAt': { column: 'p.occurred_at', by: 'time', isDown: true },
  occurredAt: { column: 'p.occurred_at', by: 'time', isDown: false },
  '-amountMinor': { column: 'p.amount_minor', by: 'number', isDown: true },
  amountMinor: { column: 'p.amount_minor', by: 'number', isDown: false },
};
const COLUMNS = `p.id, p.method, p.amount_minor as "amountMinor", p.tendered_minor as "tenderedMinor", p.change_minor as "changeMinor",
  p.state, p.reference, p.order_id as "orderId", o.order_number as "orderNumber", p.received_id as "receivedId",
  p.customer_id as "customerId", k.name as "customerName", p.store_id as "storeId", s.name as "storeName", p.till_id as "tillId",
  coalesce(t.name, '') as "tillName", p.shift_id as "shiftId", p.taken_by as "takenById", coalesce(u.full_name, '') as "takenByName",
  p.business_date as "businessDate", p.occurred_at as "occurredAt", p.settled_at as "settledAt"`;
const FROM = `payments p
  join stores s on s.business_id = p.business_id and s.id = p.store_id
  left join tills t on t.business_id = p.business_id and t.id = p.till_id
  left join users u on u.business_id = p.business_id and u.id = p.taken_by
  left join customers k on k.business_id = p.business_id and k.id = p.customer_id
  left join sales_orders o on o.business_id = p.business_id and o.id = p.order_id`;

export type PaymentsPage = { readonly rows: PaymentRow[]; readonly total: number; readonly nextCursor: string | null };

/** A page of payments, in the states that they have by now. */
export async function listPayments(tx: Tx, session: Session, query: Query): Promise<PaymentsPage> {
  const where = conditions(tx, session, query);
  const { after, orderBy, offset } = pageParts(tx, ORDERS[query.sort], query, 'p.id');
  const rows = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(FROM)} where p.business_id = ${session.businessId} ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from payments p where p.business_id = ${session.businessId} ${where}`;
  const valueOf = (row: Row): number => (ORDERS[query.sort].by === 'time' ? row.occurredAt.getTime() : row.amountMinor);
  return { rows: rows.map(shown), total: count?.total ?? 0, nextCursor: nextCursor(rows, query, valueOf) };
}

function conditions(tx: Tx, session: Session, query: Query): SqlPart {
  const stores = query.storeId === undefined ? session.storeIds : [query.storeId];
  return tx`
    ${stores.length === 0 ? tx`` : tx`and p.store_id = any(${stores}::uuid[])`}
    ${query.state === undefined ? tx`` : tx`and p.state = ${query.state}`}
    ${query.method === undefined ? tx`` : tx`and p.method = ${query.method}`}
    ${query.tillId === undefined ? tx`` : tx`and p.till_id = ${query.tillId}`}
    ${query.shiftId === undefined ? tx`` : tx`and p.shift_id = ${query.shiftId}`}
    ${query.customerId === undefined ? tx`` : tx`and p.customer_id = ${query.customerId}`}
    ${query.orderId === undefined ? tx`` : tx`and p.order_id = ${query.orderId}`}
    ${query.from === undefined ? tx`` : tx`and p.business_date >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and p.business_date <= ${query.to}`}
    ${query.q === undefined || query.q === '' ? tx`` : tx`and p.reference ilike ${anywhere(query.q)}`}`;
}

/** One payment. @throws {Fault} `not_found`, also for one of a store beyond the caller's limits */
export async function readPayment(tx: Tx, session: Session, id: Id): Promise<PaymentRow> {
  const [row] = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(FROM)} where p.business_id = ${session.businessId} and p.id = ${id}`;
  if (row === undefined) throw new Fault('not_found', 'There is no such payment. It may not have arrived yet.');
  requireStore(session, row.storeId);
  return shown(row);
}

function shown(row: Row): PaymentRow {
  return { ...row, occurredAt: row.occurredAt.toISOString(), settledAt: row.settledAt?.toISOString() ?? null };
}
