import { z } from 'zod';
import { type Minor, minor, minorSchema } from '#shared/base/money.ts';
import type { BusinessDate } from '#shared/base/time.ts';

/** What a customer owes by how long it has been due; the parts add up to the debt. */
export const ageingSchema = z.object({
  asOf: z.string(),
  /** Due today, in the future, or since 30 days at most. */
  days0To30Minor: minorSchema,
  days31To60Minor: minorSchema,
  days61To90Minor: minorSchema,
  daysOver90Minor: minorSchema,
  /** What the shop owes the customer; then nothing is owed to the shop. */
  inCreditMinor: minorSchema,
});
export type Ageing = z.infer<typeof ageingSchema>;

/** What was bought on account and fell due on one day; positive. */
export type DueOnDay = { readonly dueOn: BusinessDate; readonly amountMinor: Minor };

const DAY_MS = 86_400_000;

/**
 * Ages a debt: money that comes pays what has been due longest, so what is left is the newest that was bought.
 *
 * @param balanceMinor all that was bought less all that was paid or given back
 */
export function ageDebt(due: readonly DueOnDay[], balanceMinor: Minor, asOf: BusinessDate): Ageing {
  const parts = { days0To30Minor: 0, days31To60Minor: 0, days61To90Minor: 0, daysOver90Minor: 0 };
  let left = Math.max(0, balanceMinor);
  for (const { dueOn, amountMinor } of due.toSorted((one, other) => other.dueOn.localeCompare(one.dueOn))) {
    const part = Math.min(left, amountMinor);
    parts[bucketOf(dueOn, asOf)] += part;
    left -= part;
  }
  // What nothing that was bought explains is the oldest: it was owed before anything known here.
  parts.daysOver90Minor += left;
  return {
    asOf,
    days0To30Minor: minor(parts.days0To30Minor),
    days31To60Minor: minor(parts.days31To60Minor),
    days61To90Minor: minor(parts.days61To90Minor),
    daysOver90Minor: minor(parts.daysOver90Minor),
    inCreditMinor: minor(Math.max(0, -balanceMinor)),
  };
}

function bucketOf(dueOn: BusinessDate, asOf: BusinessDate) {
  const days = Math.round((Date.parse(asOf) - Date.parse(dueOn)) / DAY_MS);
  if (days <= 30) return 'days0To30Minor' as const;
  if (days <= 60) return 'days31To60Minor' as const;
  return days <= 90 ? ('days61To90Minor' as const) : ('daysOver90Minor' as const);
}
