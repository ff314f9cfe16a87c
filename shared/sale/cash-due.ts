import { type Minor, minor } from '#shared/base/money.ts';
import { roundCash } from './cash-rounding.ts';
import type { Tender } from './tender.ts';

export type CashDue = {
  /** What the other ways of paying leave, to the last minor unit. */
  readonly exactMinor: Minor;
  /** The same as cash can be handed over. */
  readonly dueMinor: Minor;
  /** dueMinor − exactMinor. */
  readonly roundingMinor: Minor;
};

/** What is left to pay in cash after the other tenders; negative where the drawer pays out. */
export function cashDue(sale: { totalMinor: Minor; cashRoundingMinor: Minor; tenders: readonly Tender[] }): CashDue {
  let left: number = sale.totalMinor;
  for (const tender of sale.tenders) if (tender.method !== 'cash') left -= tender.amountMinor;
  const exactMinor = minor(left);
  const dueMinor = roundCash(exactMinor, sale.cashRoundingMinor);
  return { exactMinor, dueMinor, roundingMinor: minor(dueMinor - exactMinor) };
}
