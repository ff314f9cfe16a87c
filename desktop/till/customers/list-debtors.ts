import { type Minor, minor } from '#shared/base/money.ts';
import { accept } from '#shared/base/outcome.ts';
import { type DebtAges, customerDebtorsCall } from '#shared/till-calls/debt-calls.ts';
import { reading } from '../store/handler.ts';
import { debtorView } from './customer-account.ts';

/** Who owes, the largest debt first, by the age of the debt. */
export const listDebtors = reading(customerDebtorsCall, (context, { limit }) =>
  context.core.store.read((reader) => {
    const debtors = reader.debts
      .accounts()
      .flatMap((id) => reader.customers.byId(id) ?? [])
      .map((customer) => debtorView(context, reader, customer))
      .filter(({ owesMinor }) => owesMinor > 0)
      .toSorted(
        (one, other) => other.owesMinor - one.owesMinor || one.customer.name.localeCompare(other.customer.name),
      );
    const sumOf = (part: (ages: DebtAges) => Minor): Minor =>
      minor(debtors.reduce((sum, { ages }) => sum + part(ages), 0));
    return accept({
      debtors: debtors.slice(0, limit),
      count: debtors.length,
      owesMinor: minor(debtors.reduce((sum, debtor) => sum + debtor.owesMinor, 0)),
      ages: {
        days0To30Minor: sumOf(({ days0To30Minor }) => days0To30Minor),
        days31To60Minor: sumOf(({ days31To60Minor }) => days31To60Minor),
        days61To90Minor: sumOf(({ days61To90Minor }) => days61To90Minor),
        daysOver90Minor: sumOf(({ daysOver90Minor }) => daysOver90Minor),
        unknownMinor: sumOf(({ unknownMinor }) => unknownMinor),
      },
    });
  }),
);
