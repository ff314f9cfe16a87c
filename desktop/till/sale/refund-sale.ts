import { accept } from '#shared/base/outcome.ts';
import { saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { tillWrite } from '../store/handler.ts';
import { completedView } from './completed-view.ts';
import { refundByReceipt } from './refund-by-receipt.ts';
import { refundWithoutReceipt } from './refund-without-receipt.ts';
import { writeSale } from './write-sale.ts';

/** Takes goods back, whole or by line, with or without a receipt, and gives the money back: one transaction, like a sale. */
export const refundSale = tillWrite(saleRefundCall, (context, writer, input) => {
  const finished =
    input.refundOf === null
      ? refundWithoutReceipt(context, writer, input)
      : refundByReceipt(context, writer, input, input.refundOf);
  if (!finished.ok) return finished;
  return accept(completedView(writer, writeSale(context, writer, finished.value)));
});
