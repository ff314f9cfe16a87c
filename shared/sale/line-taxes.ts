import { mulDivRound } from '#shared/base/integer.ts';
import { minor } from '#shared/base/money.ts';
import type { LineTaxRate } from './line-tax-rate.ts';
import type { LineTax } from './priced.ts';
import { spread } from './spread.ts';

const ONE_PPM = 1_000_000;

export type TaxedAmount = {
  readonly taxes: LineTax[];
  readonly taxMinor: number;
  readonly subtotalMinor: number;
  readonly totalMinor: number;
};

/** The inclusive rates' taxes, in the order of the rates: divided out together, then shared by their rates. */
function inclusiveTaxes(netMinor: number, rates: readonly LineTaxRate[]): readonly number[] {
  let sumPpm = 0;
  for (const rate of rates) if (rate.inclusive) sumPpm += rate.ratePpm;
  const taxMinor = mulDivRound(netMinor, sumPpm, ONE_PPM + sumPpm);
  return spread(
    taxMinor,
    rates.map((rate) => (rate.inclusive ? rate.ratePpm : 0)),
  );
}

function oneTax(netMinor: number, rate: LineTaxRate): TaxedAmount {
  const taxMinor = mulDivRound(netMinor, rate.ratePpm, rate.inclusive ? ONE_PPM + rate.ratePpm : ONE_PPM);
  const baseMinor = rate.inclusive ? netMinor - taxMinor : netMinor;
  const taxes = [{ ...rate, baseMinor: minor(baseMinor), taxMinor: minor(taxMinor) }];
  return { taxes, taxMinor, subtotalMinor: baseMinor, totalMinor: baseMinor + taxMinor };
}

/**
 * The taxes of a line on what is left after its discounts.
 *
 * With I the sum of the inclusive rates: inclusive tax = round(net × I ÷ (1 + I)), shared over these rates by largest
 * remainder; base = net − inclusive tax; each exclusive rate adds round(base × rate). subtotal = base, and
 * total = base + all taxes, so that the parts add up exactly whatever was rounded.
 */
export function lineTaxes(netMinor: number, rates: readonly LineTaxRate[]): TaxedAmount {
  const only = rates[0];
  if (only === undefined) return { taxes: [], taxMinor: 0, subtotalMinor: netMinor, totalMinor: netMinor };
  if (rates.length === 1) return oneTax(netMinor, only);
  const inclusive = inclusiveTaxes(netMinor, rates);
  let baseMinor = netMinor;
  for (const tax of inclusive) baseMinor -= tax;
  const taxes: LineTax[] = [];
  let taxMinor = 0;
  rates.forEach((rate, place) => {
    const amount = rate.inclusive ? (inclusive[place] ?? 0) : mulDivRound(baseMinor, rate.ratePpm, ONE_PPM);
    taxMinor += amount;
    taxes.push({ ...rate, baseMinor: minor(baseMinor), taxMinor: minor(amount) });
  });
  return { taxes, taxMinor, subtotalMinor: baseMinor, totalMinor: baseMinor + taxMinor };
}
