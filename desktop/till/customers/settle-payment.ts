import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { NEXT_STATES } from '#shared/sale/tender.ts';
import { paymentSettleCall } from '#shared/till-calls/payment-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { promisedView } from './promised-payments.ts';

/** Says what became of promised money: seen, not found, or declined. A confirmed payment is money and stays. */
export const settlePayment = tillWrite(paymentSettleCall, (context, writer, { paymentId, state, reference }) => {
  const payment = writer.promised.byId(paymentId);
  if (payment === null) return refuse('payment_unknown');
  if (!NEXT_STATES[payment.state].includes(state)) return refuse('payment_settled', { state: payment.state });
  appendChange(writer, context.core.changes, {
    type: 'payment.settled',
    entityId: paymentId,
    actorId: actorOf(context).id,
    payload: { paymentId, saleId: payment.documentId, state, reference: reference ?? payment.reference },
  });
  for (const topic of ['customers', 'shift', 'receipt', 'sync'] as const) context.touched(topic);
  return accept(promisedView(must(writer.promised.byId(paymentId), 'the payment that was just settled')));
});
