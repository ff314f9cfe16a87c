import { minor } from '#shared/base/money.ts';
import type { LineTax, PricedCart, PricedLine } from './priced.ts';

type RateSum = { readonly rate: LineTax; base: number; tax: number };

/** Whether two taxes stand in the same row of a tax table. */
export function isSameRate(a: LineTax, b: LineTax): boolean {
  return a.taxRateId === b.taxRateId && a.ratePpm === b.ratePpm && a.inclusive === b.inclusive;
}

/** The taxes of several lines by rate, in order of first appearance; a rate that was changed meanwhile is another rate. */
export function sumTaxes(lines: readonly { readonly taxes: readonly LineTax[] }[]): LineTax[] {
  const byRate = new Map<string, RateSum>();
  let last: RateSum | undefined;
  for (const line of lines) {
    for (const rate of line.taxes) {
      // Most lines of a sale are taxed like the line before, and then need no key.
      if (last === undefined || !isSameRate(last.rate, rate)) {
        const key = `${rate.taxRateId}${rate.ratePpm}${rate.inclusive}`;
        last = byRate.get(key) ?? { rate, base: 0, tax: 0 };
        byRate.set(key, last);
      }
      last.base += rate.baseMinor;
      last.tax += rate.taxMinor;
    }
  }
  return [...byRate.values()].map(({ rate, base, tax }) => ({ ...rate, baseMinor: minor(base), taxMinor: minor(tax) }));
}

/** A sale's sums from its priced lines: everything is added up from what stands on the lines, nothing is rounded again. */
export function sumPriced(lines: readonly PricedLine[]): PricedCart {
  let gross = 0;
  let discount = 0;
  let tax = 0;
  let subtotal = 0;
  let total = 0;
  for (const line of lines) {
    gross += line.grossMinor;
    discount += line.discountMinor;
    tax += line.taxMinor;
    subtotal += line.subtotalMinor;
    total += line.totalMinor;
  }
  return {
    lines: [...lines],
    grossMinor: minor(gross),
    discountMinor: minor(discount),
    taxMinor: minor(tax),
    subtotalMinor: minor(subtotal),
    totalMinor: minor(total),
    taxes: sumTaxes(lines),
  };
}
