import type { SaleDetail } from '#shared/api/sales.ts';
import { instantAt } from '#shared/base/time.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { ENGLISH_RECEIPT_WORDS } from '#shared/receipt/receipt-words.ts';
import { saleToReceipt } from '#shared/receipt/sale-to-receipt.ts';

/** The receipt of a sale as the customer has it, drawn from the fact that the till sent. */
export function saleReceipt(detail: SaleDetail, refundOfNumber: string | null): ReceiptDocument {
  return saleToReceipt(detail.sale, {
    business: { ...detail.business, logoUrl: null },
    store: detail.store,
    tillName: detail.tillName,
    occurredAt: instantAt(Date.parse(detail.occurredAt), detail.store.timeZone),
    isCopy: false,
    isTraining: false,
    refundOfNumber,
    eReceiptUrl: null,
    words: ENGLISH_RECEIPT_WORDS,
  });
}
