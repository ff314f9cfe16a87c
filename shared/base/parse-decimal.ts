import { type Outcome, accept, refuse } from './outcome.ts';
import { numberFormat } from './number-formats.ts';

export type DecimalRefusal = 'number_missing' | 'number_malformed' | 'number_too_precise' | 'number_too_large';

/** Longer than any number of the product; more is a paste gone wrong. */
const TYPED_MAX = 40;

type Writing = { readonly decimal: string; readonly group: string; readonly digits: string };

function writingOf(locale: string): Writing {
  const parts = numberFormat(locale, { useGrouping: true, minimumFractionDigits: 1 }).formatToParts(-1_234_567.5);
  const partOf = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const plain = numberFormat(locale, { useGrouping: false });
  const digits = Array.from({ length: 10 }, (_, digit) => plain.format(digit)).join('');
  return { decimal: partOf('decimal') || '.', group: partOf('group'), digits };
}

/** The locale's own digits and its separators as `0`–`9`, `,` between groups and `.` before decimals. */
function normalised(typed: string, writing: Writing): string {
  let text = '';
  for (const sign of typed) {
    const digit = writing.digits.indexOf(sign);
    const isGroup = sign === writing.group || /[\s'’]/.test(sign);
    if (digit !== -1) text += String(digit);
    else if (sign === writing.decimal) text += '.';
    else if (isGroup) text += ',';
    // A number pad has a point, whatever the locale writes before decimals.
    else text += sign === '.' ? '.' : sign;
  }
  return text;
}

/**
 * Reads a number that a person typed, in units of so many decimals: "1,500.50" with two is 150050.
 *
 * Grouping is optional but has to be right, since "1,50" could mean either. Digits that the unit doesn't have are refused,
 * not rounded. A minus of either kind may stand in front.
 */
export function parseDecimal(typed: string, decimals: number, locale: string): Outcome<number, DecimalRefusal> {
  const trimmed = typed.trim();
  if (trimmed === '') return refuse('number_missing');
  if (trimmed.length > TYPED_MAX) return refuse('number_malformed');
  const negative = /^[-−]/.test(trimmed);
  const text = normalised(negative ? trimmed.slice(1).trim() : trimmed, writingOf(locale));
  const [, whole = '', fraction = ''] = /^((?:\d{1,3}(?:,\d{2,3})*,\d{3})|\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === '' && fraction === '') return refuse('number_malformed');
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) return refuse('number_too_precise', { decimals });
  const units = Number(whole.replaceAll(',', '') + kept.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(units)) return refuse('number_too_large');
  return accept(negative && units !== 0 ? -units : units);
}
