import { checkDigitOf, hasCheckDigit } from './check-digit.ts';

const GTIN_LENGTHS: readonly number[] = [8, 12, 13, 14];

/** Whether digits are a GTIN of one of the four lengths, check digit and all. */
export function isGtin(digits: string): boolean {
  return GTIN_LENGTHS.includes(digits.length) && hasCheckDigit(digits);
}

/** A GTIN as 14 digits: the form in which EAN-8, UPC-A, EAN-13 and ITF-14 of one thing are the same. */
export function gtin14Of(gtin: string): string {
  return gtin.padStart(14, '0');
}

/**
 * What a code is filed and found under: GTINs as 14 digits, whatever length they were written in; all else as it stands.
 *
 * Stored codes and scanned ones go through here, so that a UPC-A finds its EAN-13.
 */
export function barcodeKey(code: string): string {
  const text = code.trim();
  return isGtin(text) ? gtin14Of(text) : text;
}

/** Writes a UPC-E of 8 digits (number system 0 or 1, six digits, check digit) out as its UPC-A; null where it is none. */
export function expandUpcE(code: string): string | null {
  if (!/^[01]\d{7}$/.test(code)) return null;
  const [system, body, check] = [code.slice(0, 1), code.slice(1, 7), code.slice(7)];
  const last = body.slice(5);
  const digits = system + expandedBody(body, last);
  return checkDigitOf(digits) === check ? digits + check : null;
}

/** GS1 General Specifications, "UPC-E": the last digit says where the zeros were taken out. */
function expandedBody(body: string, last: string): string {
  if (last <= '2') return `${body.slice(0, 2)}${last}0000${body.slice(2, 5)}`;
  if (last === '3') return `${body.slice(0, 3)}00000${body.slice(3, 5)}`;
  if (last === '4') return `${body.slice(0, 4)}00000${body.slice(4, 5)}`;
  return `${body.slice(0, 5)}0000${last}`;
}
