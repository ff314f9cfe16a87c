import { type Minor, minor } from '#shared/base/money.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { ageDebt } from '#shared/credit/age-debt.ts';
import type { DebtAges } from '#shared/till-calls/debt-calls.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Reader } from '../store/till-tables.ts';

/**
 * Ages a debt by what was bought on account in this store: money pays the oldest first.
 *
 * What nothing known here explains was bought in another store, or before this till knew of it; its age is not guessed.
 */
export function debtAges({ core }: CallContext, reader: Reader, customerId: string, owes: Minor): DebtAges {
  const due = reader.debts.boughtByDay(customerId);
  const owed = Math.max(0, owes);
  const known = Math.min(
    owed,
    due.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  );
  const zone = reader.meta.identity()?.timeZone ?? 'UTC';
  const today = businessDateAt(instantAt(core.nowMs(), zone), reader.shop.dayStartMinutes());
  const { days0To30Minor, days31To60Minor, days61To90Minor, daysOver90Minor } = ageDebt(due, minor(known), today);
  return { days0To30Minor, days31To60Minor, days61To90Minor, daysOver90Minor, unknownMinor: minor(owed - known) };
}
