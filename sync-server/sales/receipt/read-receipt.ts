import type { Id } from '#shared/base/ids.ts';
import { must } from '#shared/base/assert.ts';
import type { SaleDetail } from '#shared/api/sales.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { ENGLISH_RECEIPT_PAGE_WORDS } from '#shared/receipt/receipt-page-words.ts';
import { ENGLISH_RECEIPT_WORDS } from '#shared/receipt/receipt-words.ts';
import { saleToReceipt } from '#shared/receipt/sale-to-receipt.ts';
import { receiptTokenSchema } from '#shared/sale/receipt-token.ts';
import { type Pool, type Tx } from '#server/store/pool.ts';
import { readTenant } from '#server/store/tenant-transaction.ts';
import { receiptHash } from '#server/sync/apply/facts/receipt-hash.ts';
import { readSale } from '../sale-detail.ts';
import { saleFacts } from '../sale-facts.ts';

/** A receipt, and the sale that it is of as it stands now. */
export type ReadReceipt = { readonly receipt: ReceiptDocument; readonly sale: SaleDetail };

/** The receipt that this token opens; null for any other text, and while its sale has not come from its till. */
export async function readReceipt(pool: Pool, token: string): Promise<ReadReceipt | null> {
  if (!receiptTokenSchema.safeParse(token).success) return null;
  const [found] = await pool<{ business_id: Id; sale_id: Id }[]>`
    select business_id, sale_id from find_receipt(${receiptHash(token)})`;
  if (found === undefined) return null;
  return readTenant(pool, found.business_id, (tx) => receiptOf(tx, found.business_id, found.sale_id));
}

/** The receipt of a sale. @throws {Fault} `not_found` while the sale has not come from its till */
export async function receiptOf(tx: Tx, businessId: Id, saleId: Id): Promise<ReadReceipt> {
  const sale = await readSale(tx, { businessId, storeIds: [] }, saleId);
  const [fact] = await saleFacts(tx, businessId, [saleId]);
  const [original] =
    sale.refundOf === null
      ? []
      : await tx<{ order_number: string }[]>`
          select order_number from sales_orders where business_id = ${businessId} and id = ${sale.refundOf}`;
  const receipt = saleToReceipt(sale.sale, {
    business: { ...sale.business, logoUrl: null },
    store: sale.store,
    tillName: sale.tillName,
    occurredAt: must(fact, 'a sale has the change that brought it').occurredAt,
    isCopy: false,
    isTraining: false,
    refundOfNumber: original?.order_number ?? null,
    eReceiptUrl: null,
    words: ENGLISH_RECEIPT_WORDS,
  });
  return { receipt, sale };
}

/** What became of the sale since its receipt was made, in words. */
export function becameOf({ sale }: ReadReceipt): string[] {
  const { voided, refunded, pending } = ENGLISH_RECEIPT_PAGE_WORDS;
  if (sale.status === 'voided') return [voided];
  const isRefunded = sale.refunds.some(({ status }) => status !== 'voided');
  return [...(isRefunded ? [refunded] : []), ...(sale.paymentStatus === 'pending' ? [pending] : [])];
}
