import type { Metrics } from '#server/platform/metrics/metrics.ts';
import { afterCommit } from '#server/store/after-commit.ts';
import type { WebChange } from '../apply/apply-web-change.ts';
import { paymentsIn } from '../apply/payments-in.ts';

/** Counts the payments of a fact of the web by their state, once it is durable. */
export function countPayments(metrics: Pick<Metrics, 'paid'>, change: WebChange): void {
  const payments = paymentsIn(change);
  if (payments.length === 0) return;
  afterCommit(() => {
    for (const { method, state } of payments) metrics.paid(method, state);
  });
}
