/** More kinds of writing numbers than any shop has; beyond it the cache starts anew. */
const FORMATS_MAX = 200;

const formats = new Map<string, Intl.NumberFormat>();

/** Making an Intl format costs a thousand times what using it does, so each is made once. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (formats.size >= FORMATS_MAX) formats.clear();
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** U+2212, which is as wide as a digit and is read out as "minus". */
export const MINUS = '\u2212';
export const NO_BREAK_SPACE = '\u00A0';

function isDecimalText(text: string): text is `${number}` {
  return /^\d+(E-\d+)?$/.test(text);
}

/** Units of so many decimals as exact decimal text: Intl rounds numbers to 53 bits, but takes text digit by digit. */
export function decimalText(units: number, decimals: number): `${number}` {
  const text = `${Math.abs(units)}E-${decimals}`;
  return isDecimalText(text) ? text : '0';
}
