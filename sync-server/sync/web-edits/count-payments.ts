import type { Metrics } from '#server/platform/metrics/metrics.ts';
import { afterCommit } from '#server/store/after-commit.ts';
import type { WebChange } from '../apply/apply-web-change.ts';

/** Counts the payments of a fact of the web by their state, once it is durable. */
export function countPayments(metrics: Pick<Metrics, 'paid'>, { type, payload }: WebChange): void {
  if (type === 'sale.completed' || type === 'sale.refunded' || type === 'payment.received') {
    const { payments } = payload;
    afterCommit(() => {
      for (const { method, state } of payments) metrics.paid(method, state);
    });
  }
  if (type === 'payment.settled') {
    const { state } = payload;
    afterCommit(() => metrics.paid('settled', state));
  }
}
