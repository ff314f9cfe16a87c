import { accept } from '#shared/base/outcome.ts';
import { receiptGetCall } from '#shared/till-calls/receipt-calls.ts';
import { reading } from '../store/handler.ts';
import { receiptOfSale } from './receipt-of-sale.ts';

/** The receipt of a sale as it is on paper, and whether the paper is out. */
export const showReceipt = reading(receiptGetCall, ({ core }, { saleId }) => {
  const document = core.store.read((reader) => receiptOfSale(reader, saleId, false));
  if (!document.ok) return document;
  const job = core.drafts.read((reader) => reader.prints.ofSale(saleId));
  return accept({ document: document.value, printState: job?.state ?? 'none', printError: job?.error ?? null });
});
