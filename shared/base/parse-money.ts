import { exponentOf } from './currency.ts';
import type { MoneyStyle } from './format-money.ts';
import { type Minor, minor } from './money.ts';
import { numberFormat } from './number-formats.ts';
import { type Outcome, accept } from './outcome.ts';
import { type DecimalRefusal, parseDecimal } from './parse-decimal.ts';
import { type Milli, milli } from './quantity.ts';

/** Reads an amount that a person typed, with or without the currency's sign or code: "₦1,500", "1500.50 NGN". */
export function parseMoney(typed: string, style: MoneyStyle): Outcome<Minor, DecimalRefusal> {
  const read = parseDecimal(withoutCurrency(typed, style), exponentOf(style.currency), style.locale);
  return read.ok ? accept(minor(read.value)) : read;
}

/** Reads a quantity that a person typed, in the product's unit: "1.245". */
export function parseQuantity(typed: string, locale: string): Outcome<Milli, DecimalRefusal> {
  const read = parseDecimal(typed, 3, locale);
  return read.ok ? accept(milli(read.value)) : read;
}

function withoutCurrency(typed: string, style: MoneyStyle): string {
  const words = (['symbol', 'narrowSymbol', 'code'] as const).map((currencyDisplay) => {
    const parts = numberFormat(style.locale, {
      style: 'currency',
      currency: style.currency,
      currencyDisplay,
    }).formatToParts(0);
    return parts.find((part) => part.type === 'currency')?.value ?? style.currency;
  });
  // The longest first, so that "US$" is taken whole.
  const longest = words.toSorted((one, other) => other.length - one.length);
  const found = longest.find((word) => typed.toLocaleUpperCase().includes(word.toLocaleUpperCase()));
  if (found === undefined) return typed;
  const at = typed.toLocaleUpperCase().indexOf(found.toLocaleUpperCase());
  return `${typed.slice(0, at)} ${typed.slice(at + found.length)}`.replaceAll(/[\u200E\u200F\u061C]/g, '').trim();
}
