import type { FigureParts } from '#shared/ui/figure.tsx';
import { exponentOf } from '#shared/base/currency.ts';
import { type MoneyStyle, formatMoney, moneyParts } from '#shared/base/format-money.ts';
import { type Minor, ZERO_MINOR } from '#shared/base/money.ts';
import { MINUS, NO_BREAK_SPACE, numberFormat } from '#shared/base/number-formats.ts';

const PPM_PER_PERCENT = 10_000;

/** An amount cut at its decimals, for a figure whose decimals stand smaller; a zero fraction is dropped. */
export function headlineParts(amountMinor: Minor, style: MoneyStyle): FigureParts {
  const parts = moneyParts(amountMinor, style, 'headline');
  const join = (kind: 'main' | 'decimals'): string =>
    parts
      .filter((part) => part.kind === kind)
      .map((part) => part.text)
      .join('');
  return { whole: join('main'), decimals: join('decimals') };
}

/** ₦1,284,650: a zero fraction is dropped. */
export function writtenHeadline(amountMinor: Minor, style: MoneyStyle): string {
  return formatMoney(amountMinor, style, 'headline');
}

/** ₦3,118 for a mean or an estimate, which is not known to the kobo. */
export function writtenAbout(amountMinor: Minor, style: MoneyStyle): string {
  const whole = numberFormat(style.locale, { style: 'currency', currency: style.currency, maximumFractionDigits: 0 });
  const text = whole.format(Math.abs(amountMinor) / 10 ** exponentOf(style.currency));
  return amountMinor < 0 ? MINUS + text : text;
}

/** +₦50.00, −₦650.00, ₦0.00: how far a drawer is from what it should hold. */
export function writtenVariance(amountMinor: Minor, style: MoneyStyle): string {
  return amountMinor > 0 ? `+${formatMoney(amountMinor, style)}` : formatMoney(amountMinor, style);
}

/** Millionths as a percentage with one decimal: 221000 is 22.1 %. */
export function writtenPercent(ppm: number, locale: string): string {
  return `${oneDecimal(ppm / PPM_PER_PERCENT, locale)}${NO_BREAK_SPACE}%`;
}

/** The difference of two percentages in points, without its sign: 6000 is 0.6. */
export function writtenPoints(ppm: number, locale: string): string {
  return oneDecimal(Math.abs(ppm) / PPM_PER_PERCENT, locale);
}

/** 7,897. */
export function writtenCount(count: number, locale: string): string {
  return count < 0 ? MINUS + numberFormat(locale, {}).format(-count) : numberFormat(locale, {}).format(count);
}

/** ₦: the currency's own sign, for the head of a column. */
export function currencySign(style: MoneyStyle): string {
  return moneyParts(ZERO_MINOR, style, 'headline')
    .map((part) => part.text)
    .join('')
    .replace(/[\d\s.,]/g, '');
}

function oneDecimal(number: number, locale: string): string {
  const digits = numberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(Math.abs(number));
  return number < 0 && !/^[0.,]+$/.test(digits) ? MINUS + digits : digits;
}
