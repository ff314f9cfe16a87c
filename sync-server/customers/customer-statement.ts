import type { z } from 'zod';
import type { CustomerStatement, customerStatementEndpoint } from '#shared/api/customer-endpoints.ts';
import { addDays } from '#shared/base/add-days.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { BusinessDate } from '#shared/base/time.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type PageFound, pageMeta } from '#server/sync/web-edits/cursor-page.ts';
import { readListCursor } from '#server/sync/web-edits/list-cursor.ts';
import type { SqlPart } from '#server/sync/web-edits/read-records.ts';
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
): Promise<{ readonly statement: CustomerStatement; readonly meta: PageFound }> {
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
    meta: pageMeta(asked.query, { rows, total: sums.total }, ({ occurredAt }) => occurredAt),
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
  const { businessId } = session;
  const isDown = of.query.sort === '-occurredAt';
  const way = tx.unsafe(isDown ? 'desc' : '');
  const { cursor, limit, page } = of.query;
  const rows = await tx<(Omit<EntryRow, 'orderNumber'> & { readonly orderId: Id })[]>`
    select l.id, l.occurred_at as "occurredAt", l.business_date as "businessDate", l.kind, l.document_id as "documentId",
      l.amount_minor as "amountMinor", (${of.opening} + l.running)::bigint as "balanceMinor", p.method,
      coalesce(p.order_id, l.document_id) as "orderId"
    from (
      select * from (
        select *, sum(amount_minor) over (order by business_date, occurred_at, id) as running from customer_ledger
        where business_id = ${businessId} and customer_id = ${of.id} and business_date between ${of.from} and ${of.to}
      ) e
      where true ${cursor === undefined ? tx`` : afterEntry(tx, { ...of, businessId, cursor })}
      order by business_date ${way}, occurred_at ${way}, id ${way} limit ${limit} offset ${cursor === undefined ? (page - 1) * limit : 0}
    ) l
    left join payments p on p.business_id = l.business_id and p.id = l.id
    order by l.business_date ${way}, l.occurred_at ${way}, l.id ${way}`;
  const numbers = await receiptNumbers(
    tx,
    session,
    rows.map(({ orderId }) => orderId),
  );
  return rows.map(({ orderId, ...row }) => ({ ...row, orderNumber: numbers.get(orderId) ?? null }));
}

/** The receipt numbers of some sales, as far as they are of stores that the person may see. */
async function receiptNumbers(tx: Tx, session: Session, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const { businessId, storeIds } = session;
  const found = await tx<{ id: Id; order_number: string }[]>`
    select id, order_number from sales_orders where business_id = ${businessId} and id = any(${[...ids]}::uuid[])
      and (${storeIds.length === 0} or store_id = any(${storeIds}::uuid[]))`;
  return new Map(found.map((row) => [row.id, row.order_number]));
}

/** What comes after the entry that a cursor names; an entry is a fact and stays. @throws {Fault} `malformed` */
function afterEntry(
  tx: Tx,
  of: { readonly businessId: Id; readonly id: Id; readonly query: Query; readonly cursor: string },
): SqlPart {
  const { sort } = of.query;
  const { id } = readListCursor(of.cursor, { sort, by: 'time' });
  return tx`and (business_date, occurred_at, id) ${tx.unsafe(sort === '-occurredAt' ? '<' : '>')} (
    select c.business_date, c.occurred_at, c.id from customer_ledger c
    where c.business_id = ${of.businessId} and c.customer_id = ${of.id} and c.id = ${id})`;
}
