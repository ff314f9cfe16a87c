import { accept } from '#shared/base/outcome.ts';
import { receiptGetCall } from '#shared/till-calls/receipt-calls.ts';
import { reading } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { receiptOfSale } from './receipt-of-sale.ts';
import { pageUrlOf } from './receipt-page.ts';

/** The receipt of a sale as it is on paper, and whether the paper is out. */
export const showReceipt = reading(receiptGetCall, ({ core }, { saleId }) => {
  const shown = core.store.read((reader) => {
    const document = receiptOfSale(reader, saleId, false);
    if (!document.ok) return document;
    return accept({
      document: document.value,
      pageUrl: pageUrlOf(reader, saleId),
      customer: customerOf(reader, saleId),
    });
  });
  if (!shown.ok) return shown;
  const job = core.drafts.read((reader) => reader.prints.ofSale(saleId));
  return accept({ ...shown.value, printState: job?.state ?? 'none', printError: job?.error ?? null });
});

function customerOf(reader: Reader, saleId: string): { readonly email: string; readonly phone: string } | null {
  const customerId = reader.sales.document(saleId)?.sale.customerId ?? null;
  const customer = customerId === null ? null : reader.customers.byId(customerId);
  return customer === null ? null : { email: customer.email, phone: customer.phone };
}
