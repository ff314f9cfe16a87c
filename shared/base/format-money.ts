import { exponentOf } from './currency.ts';
import type { Minor } from './money.ts';
import { MINUS, decimalText, numberFormat } from './number-formats.ts';

/** Whose way of writing: the business's locale and currency. */
export type MoneyStyle = { readonly locale: string; readonly currency: string };

/**
 * full: ₦4,950.00, on lines, totals and receipts; headline: ₦4,950, a zero fraction dropped, on tiles and chips;
 * bare: 4,950.00, where the head of the column names the currency.
 */
export type MoneyForm = 'full' | 'headline' | 'bare';

/** A piece of an amount; decimals and their separator are set smaller in totals. */
export type MoneyPart = { readonly kind: 'main' | 'decimals'; readonly text: string };

function formatOf(style: MoneyStyle, form: MoneyForm): Intl.NumberFormat {
  const decimals = exponentOf(style.currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  if (form === 'bare') return numberFormat(style.locale, digits);
  const currency = { style: 'currency', currency: style.currency, ...digits } as const;
  return numberFormat(
    style.locale,
    form === 'headline' ? { ...currency, trailingZeroDisplay: 'stripIfInteger' } : currency,
  );
}

/** An amount as people read it. A minus stands before the sign: −₦690.00. Exact for every amount there can be. */
export function formatMoney(amountMinor: Minor, style: MoneyStyle, form: MoneyForm = 'full'): string {
  const text = formatOf(style, form).format(decimalText(amountMinor, exponentOf(style.currency)));
  return amountMinor < 0 ? MINUS + text : text;
}

/** The same amount in pieces, so that a screen can set the decimals smaller. The pieces together are the text. */
export function moneyParts(amountMinor: Minor, style: MoneyStyle, form: MoneyForm = 'full'): readonly MoneyPart[] {
  const pieces: { kind: MoneyPart['kind']; text: string }[] = [];
  if (amountMinor < 0) pieces.push({ kind: 'main', text: MINUS });
  const parts = formatOf(style, form).formatToParts(decimalText(amountMinor, exponentOf(style.currency)));
  for (const part of parts) {
    const kind = part.type === 'decimal' || part.type === 'fraction' ? 'decimals' : 'main';
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += part.value;
    else pieces.push({ kind, text: part.value });
  }
  return pieces;
}

/** An amount on a chart's axis: ₦200k, ₦2m. */
export function formatMoneyAxis(amountMinor: Minor, style: MoneyStyle): string {
  const format = numberFormat(style.locale, {
    style: 'currency',
    currency: style.currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  const parts = format.formatToParts(decimalText(amountMinor, exponentOf(style.currency)));
  const text = parts
    .map((part) => (part.type === 'compact' ? part.value.toLocaleLowerCase(style.locale) : part.value))
    .join('');
  return amountMinor < 0 ? MINUS + text : text;
}
