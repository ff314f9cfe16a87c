import type { PushAnswer } from '#shared/sync/push.ts';
import type { Metrics } from '#server/platform/metrics/metrics.ts';
import { paymentsIn } from '../apply/payments-in.ts';
import type { ReadBody } from './judge-change.ts';
import type { ReadPush } from './take-batch.ts';

/** Counts what became of a push: its changes by outcome, and the payments of those that were applied by state. */
export function countPushed(metrics: Pick<Metrics, 'pushed' | 'paid'>, { read }: ReadPush, answer: PushAnswer): void {
  const applied = new Set<number>();
  for (const { seq, outcome } of answer.acks) {
    metrics.pushed(outcome);
    if (outcome === 'applied' || outcome === 'applied_for_review') applied.add(seq);
  }
  for (const { envelope, body } of read) {
    if (applied.has(envelope.seq)) countPayments(metrics, body);
  }
}

function countPayments(metrics: Pick<Metrics, 'paid'>, { read }: ReadBody): void {
  if (!read.ok) return;
  for (const { method, state } of paymentsIn(read.value)) metrics.paid(method, state);
}
