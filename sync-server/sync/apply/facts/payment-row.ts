import type { Payment } from '#shared/sale/tender.ts';
import type { FactPlace } from '../fact-place.ts';
import type { PaymentRow } from './fact-tables.ts';

/** What a payment belongs to. */
type PaymentOf = {
  readonly orderId: string | null;
  readonly receivedId: string | null;
  readonly customerId: string | null;
  readonly shiftId: string | null;
  readonly takenBy: string;
};

/** The row of a payment: it counts where and when it was taken, whatever it pays. */
export function paymentRow(payment: Payment, place: FactPlace, of: PaymentOf): PaymentRow {
  return {
    id: payment.id,
    order_id: of.orderId,
    received_id: of.receivedId,
    customer_id: of.customerId,
    ...place,
    shift_id: of.shiftId,
    taken_by: of.takenBy,
    method: payment.method,
    amount_minor: payment.amountMinor,
    tendered_minor: payment.tenderedMinor,
    change_minor: payment.changeMinor,
    state: payment.state,
    reference: payment.reference,
    settled_rank: '',
  };
}
