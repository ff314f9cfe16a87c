import { type Minor, minor } from '#shared/base/money.ts';
import { cashDue } from '#shared/sale/cash-due.ts';
import type { Tender } from '#shared/sale/tender.ts';

/** What the pay page shows before the sale is completed; the till works the same out again, by the same rules. */
export type Taking = {
  /** Still to pay by the chosen way: in cash as it can be handed over, else to the last minor unit. */
  readonly leftMinor: Minor;
  readonly takenMinor: Minor;
  /** What this payment covers, where nothing was keyed all that is left. */
  readonly givenMinor: Minor;
  readonly changeMinor: Minor;
  /** The cash rounding that would stand on the sale. */
  readonly roundingMinor: Minor;
  /** Whether this payment pays the rest. */
  readonly finishes: boolean;
};

type TakingInput = {
  readonly totalMinor: number;
  readonly cashRoundingMinor: number;
  readonly tenders: readonly Tender[];
  readonly method: Tender['method'];
  /** What was keyed; null for nothing. */
  readonly keyedMinor: number | null;
};

/** Holds what was taken and what is keyed against what is due. */
export function takePayments({ totalMinor, cashRoundingMinor, tenders, method, keyedMinor }: TakingInput): Taking {
  let taken = 0;
  let cash = 0;
  for (const tender of tenders) {
    taken += tender.amountMinor;
    if (tender.method === 'cash') cash += tender.amountMinor;
  }
  const due = cashDue({ totalMinor: minor(totalMinor), cashRoundingMinor: minor(cashRoundingMinor), tenders });
  const isCash = method === 'cash';
  const left = Math.max(0, (isCash ? due.dueMinor : due.exactMinor) - cash);
  const given = keyedMinor ?? left;
  return {
    leftMinor: minor(left),
    takenMinor: minor(taken),
    givenMinor: minor(given),
    changeMinor: minor(isCash ? Math.max(0, given - left) : 0),
    roundingMinor: isCash ? due.roundingMinor : minor(0),
    finishes: given >= left,
  };
}
