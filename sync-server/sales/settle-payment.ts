import type { z } from 'zod';
import type { PaymentRow, settlePaymentEndpoint } from '#shared/api/payment-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { NEXT_STATES } from '#shared/sale/tender.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { readPayment } from './list-payments.ts';

/**
 * Says what became of promised money; sale, debt and the sums of its tender follow.
 *
 * @throws {Fault} `conflict` where it is money already, or stands so already
 */
export async function settlePayment(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: { readonly id: Id; readonly body: z.output<typeof settlePaymentEndpoint.body> },
): Promise<PaymentRow> {
  const { businessId } = by.session;
  await lockAccount(tx, businessId, asked.id);
  const payment = await readPayment(tx, by.session, asked.id);
  const { state, reference = payment.reference } = asked.body;
  if (!NEXT_STATES[payment.state].includes(state)) {
    throw new Fault(
      'conflict',
      payment.state === 'confirmed'
        ? 'The payment is confirmed: that is money, and stays. Refund it instead.'
        : `The payment is ${payment.state} and can’t become ${state}.`,
    );
  }
  await recordFact(tx, deps, by, {
    storeId: payment.storeId,
    change: {
      type: 'payment.settled',
      entityId: payment.id,
      payload: { paymentId: payment.id, saleId: payment.orderId ?? payment.receivedId ?? payment.id, state, reference },
    },
    audited: {
      action: 'payment.settled',
      entityType: 'payment',
      entityId: payment.id,
      oldValues: { state: payment.state, reference: payment.reference },
      newValues: { state, reference },
    },
  });
  return readPayment(tx, by.session, asked.id);
}
