import type { z } from 'zod';
import type { PlanAnswer, checkoutEndpoint } from '#shared/api/subscription-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { listPlans } from './read-subscription.ts';
import { requireSmaller } from './require-plan-room.ts';

const HOUR_MS = 60 * 60_000;
const OPEN_IN_AN_HOUR_MAX = 10;

/** What a checkout is about, read before the provider is asked. */
export interface CheckoutPlan {
  readonly plan: PlanAnswer;
  readonly email: string;
}

/**
 * The plan that somebody chose, and whom the provider writes to.
 *
 * @throws {BadInput} where there is no such plan; {Fault} `plan_limit` where the business is larger than it
 */
export async function readCheckout(
  tx: Tx,
  deps: Pick<ServerDeps, 'nowMs'>,
  session: Session,
  planId: Id,
): Promise<CheckoutPlan> {
  const plan = (await listPlans(tx)).find(({ id }) => id === planId);
  if (plan === undefined) throw new BadInput([{ field: 'planId', message: 'There is no such plan to choose.' }]);
  await requireSmaller(tx, session.businessId, plan, deps.nowMs());
  const [recent] = await tx<{ opened: number }[]>`
    select count(*) as opened from subscription_payments
    where business_id = ${session.businessId} and state = 'pending' and created_at > ${new Date(deps.nowMs() - HOUR_MS)}`;
  if ((recent?.opened ?? 0) >= OPEN_IN_AN_HOUR_MAX)
    throw new Fault(
      'too_many_requests',
      'Many payments were opened and none was paid. Pay one of them, or wait an hour.',
    );
  const [payer] = await tx<{ email: string }[]>`
    select coalesce(u.email, b.email) as email from users u join businesses b on b.business_id = u.business_id
    where u.business_id = ${session.businessId} and u.id = ${session.userId}`;
  return { plan, email: must(payer, 'a session has a person').email };
}

/** Writes down a payment that the provider opened; nobody has its address before this is kept. */
export async function keepCheckout(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs'>,
  by: { readonly session: Session; readonly caller: Caller },
  opened: { readonly id: Id; readonly plan: PlanAnswer; readonly provider: PaymentProvider; readonly url: string },
): Promise<z.input<typeof checkoutEndpoint.answer>> {
  const { id, plan, provider, url } = opened;
  const { businessId, userId } = by.session;
  const at = new Date(deps.nowMs());
  await tx`
    insert into subscription_payments (business_id, id, plan_id, provider, reference, amount_minor, currency, billing_period, created_by,
      created_at, updated_at)
    values (${businessId}, ${id}, ${plan.id}, ${provider.name}, ${id}, ${plan.priceMinor}, ${plan.currency}, ${plan.billingPeriod},
      ${userId}, ${at}, ${at})`;
  const { priceMinor: amountMinor, currency } = plan;
  await writeAudit(tx, deps, by, {
    action: 'subscription.checkout_opened',
    entityType: 'subscription_payment',
    entityId: id,
    newValues: { planId: plan.id, amountMinor, currency },
  });
  return { reference: id, authorizationUrl: url, amountMinor, currency };
}
