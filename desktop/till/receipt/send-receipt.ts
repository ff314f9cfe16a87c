import { z } from 'zod';
import { accept, refuse } from '#shared/base/outcome.ts';
import { phoneKey } from '#shared/people/phone-key.ts';
import { receiptSendCall } from '#shared/till-calls/receipt-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';

const emailSchema = z.email();
const PHONE = /^\+?[\d\s().-]+$/;
/** The shortest numbers of a country have so many digits without its code. */
const PHONE_DIGITS_MIN = 6;

/**
 * Has the office send a receipt to the customer by e-mail or to a phone. The wish travels behind its sale, so it is sent hours
 * later too, once this till reaches the office; nothing waits for it.
 */
export const sendReceipt = tillWrite(receiptSendCall, (context, writer, { saleId, channel, to }) => {
  const sale = writer.sales.byId(saleId);
  const document = writer.sales.document(saleId);
  if (sale === null || document === null) return refuse('refund_sale_unknown');
  if (sale.isElsewhere) return refuse('receipt_of_other_store');
  if (!isPlace(channel, to)) return refuse('receipt_to_wrong', { channel });
  if (channel === 'whatsapp' && document.sale.receiptToken === undefined) return refuse('receipt_without_page');
  appendChange(writer, context.core.changes, {
    type: 'receipt.sent',
    entityId: saleId,
    actorId: actorOf(context).id,
    payload: { saleId, channel, to },
  });
  context.touched('sync');
  return accept({ to });
});

function isPlace(channel: 'email' | 'whatsapp', to: string): boolean {
  if (channel === 'email') return emailSchema.safeParse(to).success;
  return PHONE.test(to) && phoneKey(to).length >= PHONE_DIGITS_MIN;
}
