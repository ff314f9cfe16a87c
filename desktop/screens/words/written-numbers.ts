import { exponentOf } from '#shared/base/currency.ts';
import { formatMoney, moneyParts } from '#shared/base/format-money.ts';
import { formatPercent, formatQuantity } from '#shared/base/format-quantity.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { FigureParts } from '#shared/ui/figure.tsx';

/** How a business writes: its locale (BCP 47), its currency and the zone of its clock. */
export type WritingRules = { readonly locale: string; readonly currency: string; readonly timeZone: string };

/** Before a shop is known, nothing is written in its currency; any rules do. */
export const NO_SHOP_RULES: WritingRules = { locale: 'en', currency: 'USD', timeZone: 'UTC' };

/** exact: two decimals always (lines, totals, receipts); short: a zero fraction is dropped (tiles, chips, quick notes). */
export type AmountStyle = 'exact' | 'short';

const FORMS = { exact: 'full', short: 'headline' } as const;

/** How many decimals the currency has: 2 for NGN, 0 for JPY, 3 for KWD. */
export function currencyPlaces({ currency }: WritingRules): number {
  return exponentOf(currency);
}

/** The currency's own sign, as it stands before or after an amount: ₦. */
export function currencySign(rules: WritingRules): string {
  return formatMoney(minor(0), rules, 'headline').replaceAll(/[\d\s]/g, '');
}

/** An amount cut at its decimals, for figures whose decimals are smaller. */
export function amountParts(amountMinor: number, rules: WritingRules, style: AmountStyle = 'exact'): FigureParts {
  const pieces = moneyParts(minor(amountMinor), rules, FORMS[style]);
  const cut = pieces.findIndex(({ kind }) => kind === 'decimals');
  const text = pieces.map((piece) => piece.text);
  return cut < 0
    ? { whole: text.join(''), decimals: '' }
    : { whole: text.slice(0, cut).join(''), decimals: text.slice(cut).join('') };
}

export function writtenAmount(amountMinor: number, rules: WritingRules, style: AmountStyle = 'exact'): string {
  return formatMoney(minor(amountMinor), rules, FORMS[style]);
}

/** A quantity of thousandths with up to three decimals: 1245 is "1.245", 2000 is "2". */
export function writtenQuantity(quantityMilli: number, { locale }: WritingRules): string {
  return formatQuantity(milli(quantityMilli), locale);
}

/** A rate of millionths with a no-break space before the sign: 75000 is "7.5 %". */
export function writtenPercent(ppm: number, { locale }: WritingRules): string {
  return formatPercent(ppm, locale);
}

const SIZES = [
  { unit: 'gigabyte', from: 1e9 },
  { unit: 'megabyte', from: 1e6 },
  { unit: 'kilobyte', from: 0 },
] as const;

/** How large a file is, to a tenth: 3448832 is "3.4 MB". */
export function writtenBytes(bytes: number, { locale }: Pick<WritingRules, 'locale'>): string {
  const { unit, from } = SIZES.find((size) => bytes >= size.from) ?? SIZES[2];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(bytes / (from === 0 ? 1e3 : from));
}
