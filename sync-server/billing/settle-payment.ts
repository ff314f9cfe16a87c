import type { PaymentState } from '#shared/api/subscription-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { type BillingPeriod, trialEndsAtMs } from '#shared/people/subscription.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { paidTerms } from './paid-terms.ts';
import type { Charge, PaymentProvider } from './payment-provider.ts';

type SettleDeps = Pick<ServerDeps, 'pool' | 'nowMs' | 'makeId' | 'log'>;
type PaymentRow = {
  id: Id;
  plan_id: Id;
  amount_minor: number;
  currency: string;
  state: PaymentState;
  created_by: Id;
};

/** A payment only moves on: whatever is told late, twice or in another order ends in the same state. */
const RANKS: Readonly<Record<PaymentState, number>> = { pending: 0, failed: 1, mismatched: 2, paid: 2, reversed: 3 };

/**
 * Asks the provider how a payment stands, and brings the subscription up to that. A payment that is not ours is left alone.
 *
 * @returns whether it is one of ours
 * @throws {Fault} `payment_provider` where the provider can't say
 */
export async function settlePayment(
  deps: SettleDeps,
  provider: PaymentProvider,
  reference: string,
  caller: Caller,
): Promise<boolean> {
  const [found] = await deps.pool<{ business_id: Id; payment_id: Id }[]>`
    select * from find_subscription_payment(${provider.name}, ${reference})`;
  if (found === undefined) return false;
  const charge = await provider.check(reference);
  await withTenant(deps.pool, found.business_id, (tx) =>
    applyCharge(tx, deps, { businessId: found.business_id, paymentId: found.payment_id, charge, caller }),
  );
  return true;
}

async function applyCharge(
  tx: Tx,
  deps: SettleDeps,
  told: { readonly businessId: Id; readonly paymentId: Id; readonly charge: Charge; readonly caller: Caller },
): Promise<void> {
  const { businessId, paymentId, charge } = told;
  const at = new Date(deps.nowMs());
  // One payment of a business at a time: what they amount to is worked out from all of them.
  const [business] = await tx<{ created_at: Date }[]>`
    select created_at from businesses where business_id = ${businessId} for no key update`;
  const [payment] = await tx<PaymentRow[]>`
    select id, plan_id, amount_minor, currency, state, created_by from subscription_payments
    where business_id = ${businessId} and id = ${paymentId}`;
  const { created_at: createdAt } = must(business, 'a payment has a business');
  const before = must(payment, 'a payment that was found is there');
  const state = stateOf(before, charge);
  await tx`
    update subscription_payments set checked_at = ${at}, updated_at = ${at}, state = ${state},
      received_minor = ${charge.amountMinor}, received_currency = ${charge.currency},
      paid_at = coalesce(paid_at, ${state === 'paid' ? new Date(charge.paidAtMs ?? at.getTime()) : null})
    where business_id = ${businessId} and id = ${paymentId}`;
  if (state === before.state) return;
  if (state === 'mismatched')
    deps.log.error(
      { businessId, paymentId, charge },
      'another sum came in than the plan costs; the plan was not given',
    );
  await bringUpToPayments(tx, { businessId, trialEndsMs: trialEndsAtMs(createdAt.getTime()), at });
  const by = { session: { businessId, userId: before.created_by }, caller: told.caller };
  await writeAudit(tx, deps, by, {
    action: `subscription.payment_${state}`,
    entityType: 'subscription_payment',
    entityId: paymentId,
    oldValues: { state: before.state },
    newValues: { state, amountMinor: charge.amountMinor, currency: charge.currency },
  });
}

function stateOf(payment: PaymentRow, charge: Charge): PaymentState {
  if (charge.state === 'unknown') return payment.state;
  const isWhole = charge.amountMinor === payment.amount_minor && charge.currency === payment.currency;
  const told: PaymentState = charge.state === 'paid' && !isWhole ? 'mismatched' : charge.state;
  return RANKS[told] > RANKS[payment.state] ? told : payment.state;
}

type PaidRow = { plan_id: Id; amount_minor: number; billing_period: BillingPeriod; paid_at: Date };

/** Works out from all that was paid which plan holds and until when. */
async function bringUpToPayments(
  tx: Tx,
  { businessId, trialEndsMs, at }: { readonly businessId: Id; readonly trialEndsMs: number; readonly at: Date },
): Promise<void> {
  const paid = await tx<PaidRow[]>`
    select plan_id, amount_minor, billing_period, paid_at from subscription_payments
    where business_id = ${businessId} and state = 'paid' order by paid_at, id`;
  const terms = paidTerms(
    paid.map((row) => ({
      planId: row.plan_id,
      amountMinor: row.amount_minor,
      billingPeriod: row.billing_period,
      paidAtMs: row.paid_at.getTime(),
    })),
    trialEndsMs,
  );
  await tx`
    update businesses set subscription_plan_id = ${terms?.planId ?? null}, subscription_status = ${terms === null ? 'trial' : 'active'},
      subscription_expires_at = ${terms === null ? null : new Date(terms.endsAtMs)}, updated_at = ${at}
    where business_id = ${businessId}`;
}
