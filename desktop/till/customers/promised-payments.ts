import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { accept } from '#shared/base/outcome.ts';
import { paymentPromisedCall, type promisedPaymentSchema } from '#shared/till-calls/payment-calls.ts';
import { reading } from '../store/handler.ts';
import type { PromisedPayment } from '../store/tables/promised-payments.ts';

/** Transfers and cards of the store that wait for their money, or that never came; newest first. */
export const promisedPayments = reading(paymentPromisedCall, ({ core }, { state, limit }) =>
  core.store.read(({ promised }) => {
    const { count, comesMinor, goesMinor } = promised.sum(state);
    return accept({
      payments: promised.newest(state, limit).map(promisedView),
      count,
      comesMinor: minor(comesMinor),
      goesMinor: minor(goesMinor),
    });
  }),
);

export function promisedView({
  id,
  documentId: _documentId,
  amountMinor,
  ...payment
}: PromisedPayment): z.input<typeof promisedPaymentSchema> {
  return { ...payment, paymentId: id, amountMinor: minor(amountMinor) };
}
