import { accept, refuse } from '#shared/base/outcome.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { ENGLISH_RECEIPT_WORDS } from '#shared/receipt/receipt-words.ts';
import { saleToReceipt } from '#shared/receipt/sale-to-receipt.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { pageUrlOf } from './receipt-page.ts';

/** The receipt of a finished sale of the store, from the fact as it was written. */
export function receiptOfSale(reader: Reader, saleId: string, isCopy: boolean): Answer<ReceiptDocument> {
  const row = reader.sales.document(saleId);
  const business = reader.shop.business();
  const store = reader.shop.store();
  if (row === null || business === null || store === null) return refuse('refund_sale_unknown');
  if (reader.sales.byId(saleId)?.isElsewhere === true) return refuse('receipt_of_other_store');
  const refundOfNumber =
    row.sale.refundOf === null ? null : (reader.sales.byId(row.sale.refundOf)?.receiptNumber ?? null);
  return accept(
    saleToReceipt(row.sale, {
      business,
      store,
      tillName: reader.records.nameOfTill(row.tillId),
      occurredAt: row.occurredAt,
      isCopy,
      isTraining: false,
      refundOfNumber,
      eReceiptUrl: pageUrlOf(reader, saleId),
      words: ENGLISH_RECEIPT_WORDS,
    }),
  );
}
