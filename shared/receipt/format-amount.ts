import type { Minor } from '#shared/base/money.ts';

/** How a business writes its numbers. */
export type NumberStyle = { readonly locale: string; readonly currency: string };

type Formatters = { readonly plain: Intl.NumberFormat; readonly symbol: Intl.NumberFormat; readonly digits: number };

const known = new Map<string, Formatters>();

/** Making a formatter costs more than a whole receipt, so each is made once; digits are Latin, which every printer has. */
function formattersOf({ locale, currency }: NumberStyle): Formatters {
  const key = `${locale} ${currency}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const symbol = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', numberingSystem: 'latn' });
  const digits = symbol.resolvedOptions().maximumFractionDigits ?? 2;
  const plain = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, numberingSystem: 'latn' });
  const made = { plain, symbol, digits };
  known.set(key, made);
  return made;
}

/** Formats whole units and puts the minor digits in by hand: a division could lose the last one of a large amount. */
function write(formatter: Intl.NumberFormat, digits: number, amountMinor: Minor): string {
  const magnitude = Math.abs(amountMinor);
  const scale = 10 ** digits;
  const minorDigits = magnitude % scale;
  const fraction = String(minorDigits).padStart(digits, '0');
  const parts = formatter.formatToParts((magnitude - minorDigits) / scale);
  const text = parts.map((part) => (part.type === 'fraction' ? fraction : part.value)).join('');
  return amountMinor < 0 ? `−${text}` : text;
}

/** An amount without its currency, as in a column: 4,950.00, −690.00. */
export function formatAmount(amountMinor: Minor, style: NumberStyle): string {
  const { plain, digits } = formattersOf(style);
  return write(plain, digits, amountMinor);
}

/** An amount with its currency: ₦36,576.00. */
export function formatMoney(amountMinor: Minor, style: NumberStyle): string {
  const { symbol, digits } = formattersOf(style);
  return write(symbol, digits, amountMinor);
}

/** Parts per million as percent, with a no-break space: 7.5 %. */
export function formatPercent(ppm: number, locale: string): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 4, numberingSystem: 'latn' }).format(ppm / 10_000)}\u00a0%`;
}

/** A quantity in thousandths, without zeros at the end: 2, 1.245, −1. */
export function formatQuantity(quantityMilli: number, locale: string): string {
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, numberingSystem: 'latn' }).format(Math.abs(quantityMilli) / 1000);
  return quantityMilli < 0 ? `−${text}` : text;
}
