import { accept, refuse } from '#shared/base/outcome.ts';
import { type ReturnedSoFar, returnedSoFar } from '#shared/sale/returned-so-far.ts';
import type { SaleRow } from '#shared/sync/feed-rows.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';

export type ReceiptComingBack = {
  readonly document: Pick<SaleRow, 'sale' | 'businessDate'>;
  readonly returned: ReturnedSoFar;
};

/** A sale whose goods come back, with what came back of it before; of one that was voided nothing does. */
export function receiptComingBack(reader: Reader, saleId: string): Answer<ReceiptComingBack> {
  const document = reader.sales.document(saleId);
  if (document === null) return refuse('refund_sale_unknown');
  if (reader.sales.byId(saleId)?.voidedMs !== null) return refuse('sale_voided');
  const earlier = reader.sales.refundsOf(saleId).map((row) => row.sale);
  return accept({ document, returned: returnedSoFar(document.sale, earlier) });
}
