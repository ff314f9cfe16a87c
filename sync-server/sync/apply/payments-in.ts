import type { WebChange } from './apply-web-change.ts';

/** The payments that a fact brings or settles, by way and state, for the share that succeeds. */
export function paymentsIn({
  type,
  payload,
}: WebChange): readonly { readonly method: string; readonly state: string }[] {
  if (type === 'sale.completed' || type === 'sale.refunded' || type === 'payment.received') return payload.payments;
  return type === 'payment.settled' ? [{ method: 'settled', state: payload.state }] : [];
}
