import type { CustomerAnswer, CustomerRow } from '#shared/api/customer-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { MoneyStyle } from '#shared/base/format-money.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { type BusinessDate, businessDateAt, instantAt } from '#shared/base/time.ts';
import { type Ageing, type DueOnDay, ageDebt } from '#shared/credit/age-debt.ts';
import type { Tx } from '#server/store/pool.ts';

/** A customer with the age of the debt. */
export async function withAccount(
  tx: Tx,
  businessId: Id,
  customer: CustomerRow,
  nowMs: number,
): Promise<CustomerAnswer> {
  const { today } = await businessDay(tx, businessId, nowMs);
  return {
    ...customer,
    ageing: await ageOfDebt(tx, {
      businessId,
      customerId: customer.id,
      balanceMinor: customer.balanceMinor,
      asOf: today,
    }),
    availableCreditMinor: minor(Math.max(0, customer.creditLimitMinor - customer.balanceMinor)),
  };
}

/** Ages what a customer owes on a day, by what was bought on account until then. */
export async function ageOfDebt(
  tx: Tx,
  debt: {
    readonly businessId: Id;
    readonly customerId: Id;
    readonly balanceMinor: number;
    readonly asOf: BusinessDate;
  },
): Promise<Ageing> {
  const due = await tx<DueOnDay[]>`
    select coalesce(l.due_on, l.business_date) as "dueOn", sum(l.amount_minor)::bigint as "amountMinor" from customer_ledger l
    where l.business_id = ${debt.businessId} and l.customer_id = ${debt.customerId} and l.amount_minor > 0 and l.kind = 'sale'
      and l.business_date <= ${debt.asOf} and not exists (
        select from customer_ledger v where v.business_id = l.business_id and v.customer_id = l.customer_id and v.kind = 'void'
          and v.document_id = l.document_id)
    group by 1`;
  return ageDebt(due, minor(debt.balanceMinor), debt.asOf);
}

/** What a customer owes at this moment; negative where the business owes. */
export async function owedBy(tx: Tx, businessId: Id, customerId: Id): Promise<number> {
  const [row] = await tx<{ balance_minor: number }[]>`
    select balance_minor from customer_balances where business_id = ${businessId} and customer_id = ${customerId}`;
  return row?.balance_minor ?? 0;
}

/** The day that it is for the business, its money, and how amounts are written. */
export async function businessDay(
  tx: Tx,
  businessId: Id,
  nowMs: number,
): Promise<{ readonly today: BusinessDate; readonly money: MoneyStyle }> {
  const [row] = await tx<{ time_zone: string; day_start_minutes: number; currency: string; locale: string }[]>`
    select time_zone, day_start_minutes, currency, locale from businesses where business_id = ${businessId}`;
  const { time_zone, day_start_minutes, currency, locale } = must(row, 'whoever is signed in belongs to a business');
  return { today: businessDateAt(instantAt(nowMs, time_zone), day_start_minutes), money: { currency, locale } };
}
