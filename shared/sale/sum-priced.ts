import { minor } from '#shared/base/money.ts';
import type { LineTax, PricedCart, PricedLine } from './priced.ts';

/** The taxes of several lines by rate, in order of first appearance; a rate that was changed meanwhile is another rate. */
export function sumTaxes(lines: readonly { readonly taxes: readonly LineTax[] }[]): LineTax[] {
  const byRate = new Map<string, { rate: LineTax; base: number; tax: number }>();
  for (const line of lines) {
    for (const rate of line.taxes) {
      const key = `${rate.taxRateId}${rate.ratePpm}${rate.inclusive}`;
      const sum = byRate.get(key);
      if (sum === undefined) {
        byRate.set(key, { rate, base: rate.baseMinor, tax: rate.taxMinor });
      } else {
        sum.base += rate.baseMinor;
        sum.tax += rate.taxMinor;
      }
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
