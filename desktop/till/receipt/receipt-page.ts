import type { Reader } from '../store/till-store.ts';

/** The address at which a phone finds the receipt of a sale; null where it has no page, or the till no office. */
export function pageUrlOf(reader: Reader, saleId: string): string | null {
  const token = reader.sales.document(saleId)?.sale.receiptToken;
  const officeUrl = reader.meta.identity()?.officeUrl ?? '';
  return token === undefined || officeUrl === '' ? null : `${officeUrl}/r/${token}`;
}
