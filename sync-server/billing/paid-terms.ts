import type { Id } from '#shared/base/ids.ts';
import type { BillingPeriod } from '#shared/people/subscription.ts';

/** A payment that came in: for which plan, how much, and when. */
export interface PaidTerm {
  readonly planId: Id;
  readonly amountMinor: number;
  readonly billingPeriod: BillingPeriod;
  readonly paidAtMs: number;
}

/** What payments amount to: the plan that holds and until when. */
export interface Terms {
  readonly planId: Id;
  readonly endsAtMs: number;
}

/** A period's days where its worth is divided. */
const DAYS: Readonly<Record<BillingPeriod, number>> = { monthly: 30, yearly: 365 };
const MONTHS: Readonly<Record<BillingPeriod, number>> = { monthly: 1, yearly: 12 };

/**
 * What a business has for all that it paid, oldest first; null where it paid nothing.
 *
 * Nobody loses by paying early: what is left of the trial or of the same plan is kept, and what is left of another plan is
 * worth time of the new one, by the price of each.
 */
export function paidTerms(payments: readonly PaidTerm[], trialEndsAtMs: number): Terms | null {
  let last: { readonly paid: PaidTerm; readonly endsAtMs: number } | null = null;
  for (const paid of payments) {
    const from: number =
      last === null ? Math.max(paid.paidAtMs, trialEndsAtMs) : Math.max(paid.paidAtMs, last.endsAtMs);
    if (last === null || last.paid.planId === paid.planId || last.endsAtMs <= paid.paidAtMs)
      last = { paid, endsAtMs: addPeriod(from, paid.billingPeriod) };
    else
      last = {
        paid,
        endsAtMs:
          addPeriod(paid.paidAtMs, paid.billingPeriod) + worthIn(paid, last.paid, last.endsAtMs - paid.paidAtMs),
      };
  }
  return last === null ? null : { planId: last.paid.planId, endsAtMs: last.endsAtMs };
}

/** How long of the new plan the rest of an old one is worth. */
function worthIn(next: PaidTerm, old: PaidTerm, leftMs: number): number {
  const worth = BigInt(leftMs) * BigInt(old.amountMinor) * BigInt(DAYS[next.billingPeriod]);
  return Number(worth / (BigInt(next.amountMinor) * BigInt(DAYS[old.billingPeriod])));
}

/** The same time of day a month or a year later; on the last of the month where that has no such day. */
function addPeriod(fromMs: number, period: BillingPeriod): number {
  const from = new Date(fromMs);
  const there = new Date(fromMs);
  there.setUTCDate(1);
  there.setUTCMonth(from.getUTCMonth() + MONTHS[period]);
  const days = new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 0)).getUTCDate();
  there.setUTCDate(Math.min(from.getUTCDate(), days));
  return there.getTime();
}
