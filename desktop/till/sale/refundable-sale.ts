import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { leftMilli } from '#shared/sale/refund-lines.ts';
import { returnedSoFar } from '#shared/sale/returned-so-far.ts';
import { saleRefundableCall } from '#shared/till-calls/sale-calls.ts';
import { reading } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { pastSaleView } from './find-sale.ts';

/** What of a sale can still come back, this till's or another's of the store. */
export const refundableSale = reading(saleRefundableCall, ({ core }, { saleId }) =>
  core.store.read((reader) => {
    const sale = reader.sales.byId(saleId);
    const document = reader.sales.document(saleId);
    if (sale === null || document === null) return refuse('refund_sale_unknown');
    if (sale.voidedMs !== null) return refuse('sale_voided');
    const original = document.sale;
    const earlier = reader.sales.refundsOf(saleId).map((row) => row.sale);
    const returned = returnedSoFar(original, earlier);
    const lines = original.lines
      .filter((line) => line.quantityMilli > 0)
      .map((line) => ({
        lineId: line.id,
        name: line.name,
        unit: line.unit.name,
        soldMilli: line.quantityMilli,
        refundedMilli: milli(returned.lines.get(line.id)?.quantityMilli ?? 0),
        leftMilli: leftMilli(line, returned.lines.get(line.id)),
        unitPriceMinor: line.unitPriceMinor,
        totalMinor: line.totalMinor,
        returnable: isReturnable(reader, line.variantId),
      }));
    const back = new Map<string, number>();
    for (const payment of earlier.flatMap((refund) => refund.payments))
      back.set(payment.method, (back.get(payment.method) ?? 0) - payment.amountMinor);
    const payments = original.payments.map((payment) => {
      const taken = Math.min(payment.amountMinor, Math.max(0, back.get(payment.method) ?? 0));
      back.set(payment.method, (back.get(payment.method) ?? 0) - taken);
      return {
        method: payment.method,
        amountMinor: payment.amountMinor,
        leftMinor: minor(payment.amountMinor - taken),
      };
    });
    return accept({ sale: pastSaleView(sale), lines, payments });
  }),
);

/** Whether goods of a variant come back; what the catalogue doesn't know any more does. */
export function isReturnable(reader: Reader, variantId: string | null): boolean {
  return variantId === null || reader.items.byVariant(variantId)?.returnable !== 0;
}
