import { createHash } from 'node:crypto';

/** As a receipt's token is looked up: nobody who reads the table can open a receipt by it, nor learn a token by how long it takes. */
export function receiptHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
