import type { z } from 'zod';
import type { CustomerStatement, customerStatementEndpoint } from '#shared/api/customer-endpoints.ts';
import { addDays } from '#shared/base/add-days.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { BusinessDate } from '#shared/base/time.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { ageOfDebt, businessDay } from './customer-account.ts';
import { readCustomer } from './read-customers.ts';

/** Where nobody says from when. */
const DAYS_SHOWN = 90;

type Query = z.output<typeof customerStatementEndpoint.query>;
type Entry = CustomerStatement['entries'][number];
type EntryRow = Omit<Entry, 'occurredAt'> & { readonly occurredAt: Date };
type Sums = { opening: Minor; bought: Minor; paid: Minor; total: number };

/** The account of a customer over some days, whole in its sums, its entries by page. Without days: the last ninety. */
export async function customerStatement(
  tx: Tx,
  session: Session,
  asked: { readonly id: Id; readonly query: Query; readonly nowMs: number },
): Promise<{ statement: CustomerStatement; total: number }> {
  const { businessId } = session;
  const customer = await readCustomer(tx, businessId, asked.id);
  const { today, money } = await businessDay(tx, businessId, asked.nowMs);
  const to = asked.query.to ?? today;
  const from = asked.query.from ?? addDays(to, -DAYS_SHOWN);
  if (from > to) throw new BadInput([{ field: 'from', message: 'The first day is after the last one.' }]);
  const sums = await sumsOf(tx, { businessId, customerId: asked.id, from, to });
  const closingMinor = minor(sums.opening + sums.bought - sums.paid);
  const rows = await entriesOf(tx, session, { ...asked, from, to, opening: sums.opening });
  return {
    total: sums.total,
    statement: {
      customer,
      currency: money.currency,
      from,
      to,
      openingMinor: sums.opening,
      boughtMinor: sums.bought,
      paidMinor: sums.paid,
      closingMinor,
      entries: rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() })),
      ageing: await ageOfDebt(tx, { businessId, customerId: asked.id, balanceMinor: closingMinor, asOf: to }),
    },
  };
}

async function sumsOf(
  tx: Tx,
  of: { readonly businessId: Id; readonly customerId: Id; readonly from: BusinessDate; readonly to: BusinessDate },
): Promise<Sums> {
  const [sums] = await tx<Sums[]>`
    select coalesce(sum(amount_minor) filter (where business_date < ${of.from}), 0)::bigint as opening,
      coalesce(sum(amount_minor) filter (where business_date >= ${of.from} and amount_minor > 0), 0)::bigint as bought,
      coalesce(-sum(amount_minor) filter (where business_date >= ${of.from} and amount_minor < 0), 0)::bigint as paid,
      count(*) filter (where business_date >= ${of.from}) as total
    from customer_ledger where business_id = ${of.businessId} and customer_id = ${of.customerId} and business_date <= ${of.to}`;
  return sums ?? { opening: minor(0), bought: minor(0), paid: minor(0), total: 0 };
}

/** The entries of a page, each with what was owed after it. An order is by the shop's day, then by the clock. */
async function entriesOf(
  tx: Tx,
  session: Session,
  of: {
    readonly id: Id;
    readonly query: Query;
    readonly from: BusinessDate;
    readonly to: BusinessDate;
    readonly opening: number;
  },
): Promise<readonly EntryRow[]> {
  const { businessId, storeIds } = session;
  const isSeen = tx`(${storeIds.length === 0} or o.store_id = any(${storeIds}::uuid[]))`;
  return tx<EntryRow[]>`
    select l.id, l.occurred_at as "occurredAt", l.business_date as "businessDate", l.kind, l.document_id as "documentId",
      l.amount_minor as "amountMinor", (${of.opening} + l.running)::bigint as "balanceMinor", p.method,
      case when ${isSeen} then o.order_number end as "orderNumber"
    from (
      select *, sum(amount_minor) over (order by business_date, occurred_at, id) as running from customer_ledger
      where business_id = ${businessId} and customer_id = ${of.id} and business_date between ${of.from} and ${of.to}
      order by business_date, occurred_at, id limit ${of.query.limit} offset ${(of.query.page - 1) * of.query.limit}
    ) l
    left join payments p on p.business_id = l.business_id and p.id = l.id
    left join sales_orders o on o.business_id = l.business_id and o.id = coalesce(p.order_id, l.document_id)
    order by l.business_date, l.occurred_at, l.id`;
}
