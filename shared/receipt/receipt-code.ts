import { type Id, idSchema } from '#shared/base/ids.ts';

const DIGITS = 40;
const HEX = 32;
/** The address before an id; scanners that write in capitals are understood. */
const PAGE = /^https?:\/\/[^#\s]+#/i;

/** A sale's id as the 40 decimal digits of its receipt's bar code: an even number, as Code 128 C wants it. */
export function saleIdToDigits(saleId: Id): string {
  return BigInt(`0x${saleId.replaceAll('-', '')}`)
    .toString()
    .padStart(DIGITS, '0');
}

/** Null where the digits are no receipt's. */
function digitsToSaleId(digits: string): Id | null {
  if (!/^\d{40}$/.test(digits)) return null;
  const hex = BigInt(digits).toString(16).padStart(HEX, '0');
  if (hex.length > HEX) return null;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * What the square code of a receipt says: the address at which a phone reads it, and behind `#`, which no phone sends to a
 * server, the sale's id for tills. A receipt without a page says the id alone.
 */
export function receiptCode(pageUrl: string | null, saleId: Id): string {
  return pageUrl === null ? saleId : `${pageUrl}#${saleId}`;
}

/** The sale's id in what was scanned off a receipt: its bar code, or its square one. Null where it is neither. */
export function saleIdInCode(code: string): Id | null {
  const text = code.trim();
  return digitsToSaleId(text) ?? idSchema.safeParse(text.replace(PAGE, '').toLowerCase()).data ?? null;
}
