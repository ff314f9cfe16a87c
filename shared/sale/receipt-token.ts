import { z } from 'zod';

export const RECEIPT_TOKEN_BYTES = 16;

/** Who knows it may read one receipt: 128 random bits in hex, made where the sale was made. */
export const receiptTokenSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** The token that these random bytes are. */
export function receiptTokenOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
