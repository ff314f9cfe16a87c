import type { Id } from '#shared/base/ids.ts';

const DIGITS = 40;
const HEX = 32;

/** A sale's id as the 40 decimal digits of its receipt's bar code: an even number, as Code 128 C wants it. */
export function saleIdToDigits(saleId: Id): string {
  return BigInt(`0x${saleId.replaceAll('-', '')}`)
    .toString()
    .padStart(DIGITS, '0');
}

/** The sale's id behind a scanned bar code; null where the digits are no receipt's. */
export function digitsToSaleId(digits: string): Id | null {
  if (!/^\d{40}$/.test(digits)) return null;
  const hex = BigInt(digits).toString(16).padStart(HEX, '0');
  if (hex.length > HEX) return null;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
