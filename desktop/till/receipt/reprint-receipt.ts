import { accept, refuse } from '#shared/base/outcome.ts';
import { receiptReprintCall } from '#shared/till-calls/receipt-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';

/** Prints a receipt once more, marked as a copy, and writes it down. */
export const reprintReceipt = tillWrite(receiptReprintCall, (context, writer, { saleId }) => {
  const { core } = context;
  const sale = writer.sales.byId(saleId);
  if (sale === null) return refuse('refund_sale_unknown');
  if (sale.isElsewhere) return refuse('receipt_of_other_store');
  appendChange(writer, core.changes, {
    type: 'receipt.reprinted',
    entityId: saleId,
    actorId: actorOf(context).id,
    payload: { saleId },
  });
  context.after(() => core.devices.printReceipt(saleId, true));
  context.touched('receipt');
  context.touched('sync');
  return accept({ printState: 'waiting' });
});
