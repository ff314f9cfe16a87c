import { type Minor, minor } from '#shared/base/money.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import type { Gs1Element } from './element-string.ts';
import { shifted } from './embedded-layout.ts';
import { readGs1Date } from './gs1-date.ts';

/** What a label says that a till can use; null where it doesn't say it. Dates are `YYYY-MM-DD`. */
export type Gs1Content = {
  /** Of the thing itself (01), or of what is in the carton (02). */
  readonly gtin14: string | null;
  readonly sscc: string | null;
  readonly batch: string | null;
  readonly serial: string | null;
  readonly producedOn: string | null;
  readonly packedOn: string | null;
  readonly bestBeforeOn: string | null;
  readonly expiresOn: string | null;
  /** Net weight in thousandths of a kilogram. */
  readonly weightMilli: Milli | null;
  /** Pieces in a variable trade item (30) or in a carton (37). */
  readonly count: number | null;
  /** `currencyNumeric` is ISO 4217's number where the label names one; else it is the shop's own currency. */
  readonly price: { readonly amountMinor: Minor; readonly currencyNumeric: string | null } | null;
};

/** Sorts the elements of a label into what a till asks for. */
export function gs1ContentOf(elements: readonly Gs1Element[], thisYear: number, currencyExponent: number): Gs1Content {
  const valueOf = (ai: string): string | null => elements.find((element) => element.ai === ai)?.value ?? null;
  const dateOf = (ai: string): string | null => {
    const value = valueOf(ai);
    return value === null ? null : readGs1Date(value, thisYear);
  };
  const count = valueOf('30') ?? valueOf('37');
  return {
    gtin14: valueOf('01') ?? valueOf('02'),
    sscc: valueOf('00'),
    batch: valueOf('10'),
    serial: valueOf('21'),
    producedOn: dateOf('11'),
    packedOn: dateOf('13'),
    bestBeforeOn: dateOf('15'),
    expiresOn: dateOf('17'),
    weightMilli: weightOf(elements),
    count: count === null ? null : Number(count),
    price: priceOf(elements, currencyExponent),
  };
}

function weightOf(elements: readonly Gs1Element[]): Milli | null {
  const weight = elements.find((element) => element.ai.startsWith('310'));
  return weight === undefined ? null : milli(shifted(Number(weight.value), Number(weight.ai.slice(3)), 3));
}

/** 392n: amount in the shop's currency; 393n: three digits of currency first. Fifteen digits fit a number exactly. */
function priceOf(elements: readonly Gs1Element[], currencyExponent: number): Gs1Content['price'] {
  const price = elements.find((element) => /^39[23]/.test(element.ai));
  if (price === undefined) return null;
  const named = price.ai.startsWith('393');
  const digits = Number(named ? price.value.slice(3) : price.value);
  const amount = shiftedOrNull(digits, Number(price.ai.slice(3)), currencyExponent);
  return amount === null
    ? null
    : { amountMinor: minor(amount), currencyNumeric: named ? price.value.slice(0, 3) : null };
}

/** An amount beyond what the product counts is no price. */
function shiftedOrNull(digits: number, fromDecimals: number, toDecimals: number): number | null {
  return digits * 10 ** (toDecimals - fromDecimals) > Number.MAX_SAFE_INTEGER
    ? null
    : shifted(digits, fromDecimals, toDecimals);
}
