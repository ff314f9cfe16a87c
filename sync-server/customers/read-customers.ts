import type { z } from 'zod';
import { type CustomerRow, type listCustomersEndpoint, customerRowSchema } from '#shared/api/customer-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { phoneKey } from '#shared/people/phone-key.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SqlPart, anywhere, shownRecord } from '#server/sync/web-edits/read-records.ts';

type Query = z.output<typeof listCustomersEndpoint.query>;
type Row = { readonly row: unknown; readonly balance_minor: number };

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  name: 'lower(c.name), c.id',
  '-name': 'lower(c.name) desc, c.id desc',
  balanceMinor: 'balance_minor, c.id',
  '-balanceMinor': 'balance_minor desc, c.id',
  createdAt: 'c.created_at, c.id',
  '-createdAt': 'c.created_at desc, c.id',
  updatedAt: 'c.updated_at, c.id',
  '-updatedAt': 'c.updated_at desc, c.id',
};
/** Fewer digits than this are in every phone. */
const PHONE_DIGITS_MIN = 4;

/** A page of customers with what they owe. */
export async function listCustomers(
  tx: Tx,
  businessId: Id,
  query: Query,
): Promise<{ rows: CustomerRow[]; total: number }> {
  const from = tx`
    from customers c left join customer_balances b on b.business_id = c.business_id and b.customer_id = c.id
    where c.business_id = ${businessId} and not c.is_deleted
    ${query.isActive === undefined ? tx`` : tx`and c.is_active = ${query.isActive}`}
    ${query.owes === undefined ? tx`` : tx`and (coalesce(b.balance_minor, 0) > 0) = ${query.owes}`}
    ${query.overLimit === undefined ? tx`` : tx`and (coalesce(b.balance_minor, 0) > c.credit_limit_minor) = ${query.overLimit}`}
    ${query.priceListId === undefined ? tx`` : tx`and c.price_list_id = ${query.priceListId}`}
    ${query.updatedSince === undefined ? tx`` : tx`and c.updated_at >= ${new Date(query.updatedSince)}`}
    ${query.q === undefined || query.q === '' ? tx`` : searched(tx, query.q)}`;
  const rows = await tx<Row[]>`
    select to_jsonb(c) as row, coalesce(b.balance_minor, 0) as balance_minor ${from}
    order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
  return { rows: rows.map(shownCustomer), total: count?.total ?? 0 };
}

function searched(tx: Tx, q: string): SqlPart {
  const digits = phoneKey(q);
  const byPhone = digits.length < PHONE_DIGITS_MIN ? tx`` : tx`or phone_key(c.phone) like ${anywhere(digits)}`;
  return tx`and (c.name ilike ${anywhere(q)} or c.email ilike ${anywhere(q)} ${byPhone})`;
}

/** @throws {Fault} `not_found` */
export async function readCustomer(tx: Tx, businessId: Id, id: Id): Promise<CustomerRow> {
  const [found] = await tx<Row[]>`
    select to_jsonb(c) as row, coalesce(b.balance_minor, 0) as balance_minor
    from customers c left join customer_balances b on b.business_id = c.business_id and b.customer_id = c.id
    where c.business_id = ${businessId} and c.id = ${id} and not c.is_deleted`;
  if (found === undefined) throw new Fault('not_found', 'There is no such customer.');
  return shownCustomer(found);
}

function shownCustomer({ row, balance_minor }: Row): CustomerRow {
  return customerRowSchema.parse({ ...shownRecord('customer', row), balanceMinor: balance_minor });
}

/** What an edit of a customer is held against: the record, whatever is bought or paid meanwhile. */
export function versionOf({ balanceMinor: _moves, ...record }: CustomerRow): Omit<CustomerRow, 'balanceMinor'> {
  return record;
}
