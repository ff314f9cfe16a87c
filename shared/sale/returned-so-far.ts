import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import { amountsOf } from './refund-amounts.ts';
import type { SalePayload } from './sale-payload.ts';

/** What has come back of one line, as positive numbers; `amounts` in the order of `amountsOf`. */
export type ReturnedLine = { readonly quantityMilli: Milli; readonly amounts: readonly number[] };

/** What has come back of a sale before, and what the drawer gave above the exact sum by rounding. */
export type ReturnedSoFar = {
  readonly lines: ReadonlyMap<Id, ReturnedLine>;
  readonly totalMinor: Minor;
  readonly roundingMinor: Minor;
};

/** Adds up the refunds and exchanges that brought goods of this sale back; others among them are passed over. */
export function returnedSoFar(original: SalePayload, earlier: readonly SalePayload[]): ReturnedSoFar {
  const own = new Set(original.lines.map((line) => line.id));
  const lines = new Map<Id, ReturnedLine>();
  let total = 0;
  let rounding = 0;
  for (const refund of earlier) {
    if (refund.kind === 'refund' && refund.refundOf === original.saleId) rounding -= refund.roundingMinor;
    for (const line of refund.lines) {
      if (line.refundOfLineId === null || !own.has(line.refundOfLineId)) continue;
      const before = lines.get(line.refundOfLineId);
      lines.set(line.refundOfLineId, {
        quantityMilli: milli((before?.quantityMilli ?? 0) - line.quantityMilli),
        amounts: amountsOf(line).map((amount, place) => (before?.amounts[place] ?? 0) - amount),
      });
      total -= line.totalMinor;
    }
  }
  return { lines, totalMinor: minor(total), roundingMinor: minor(rounding) };
}
