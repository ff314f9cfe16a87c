import { MINUS, NO_BREAK_SPACE, decimalText, numberFormat } from './number-formats.ts';
import type { Milli } from './quantity.ts';

/** A quantity with up to three decimals, and its unit where one is given: 1.245 kg, 3. */
export function formatQuantity(quantityMilli: Milli, locale: string, unit = ''): string {
  const digits = numberFormat(locale, { minimumFractionDigits: 0, maximumFractionDigits: 3 }).format(
    decimalText(quantityMilli, 3),
  );
  const signed = quantityMilli < 0 ? MINUS + digits : digits;
  return unit === '' ? signed : signed + NO_BREAK_SPACE + unit;
}

/** Parts per million as percent: 75000 is 7.5 %. */
export function formatPercent(ppm: number, locale: string): string {
  const digits = numberFormat(locale, { minimumFractionDigits: 0, maximumFractionDigits: 4 }).format(
    decimalText(ppm, 4),
  );
  return `${ppm < 0 ? MINUS : ''}${digits}${NO_BREAK_SPACE}%`;
}
