/** What was typed in the search: a quantity before a star, and the rest. */
export type PrefixedText = { readonly quantityMilli: number | null; readonly text: string };

const PREFIX = /^\s*(\d{1,6})(?:\.(\d{1,3}))?\s*[*×]\s*(.*)$/;

/** Reads `3 *`: "3 * milo" is three of what "milo" finds, "1.5*" is a kilo and a half of what comes next. */
export function readQuantityPrefix(typed: string): PrefixedText {
  const found = PREFIX.exec(typed);
  if (found === null) return { quantityMilli: null, text: typed };
  const [, whole = '0', decimals = '', text = ''] = found;
  const quantityMilli = Number(whole) * 1000 + Number(decimals.padEnd(3, '0'));
  return quantityMilli === 0 ? { quantityMilli: null, text: typed } : { quantityMilli, text };
}

/** More than this of one item is asked once: a bar code scanned as a quantity is the usual mistake. */
export const USUAL_QUANTITY_MAX_MILLI = 99_000;
