import { type PlanAnswer, type SubscriptionAnswer, planAnswerSchema } from '#shared/api/subscription-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import {
  type PlanFeatures,
  type SubscriptionState,
  TRIAL_LIMITS,
  graceEndsAtMs,
  subscriptionStateAt,
  trialEndsAtMs,
} from '#shared/people/subscription.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { countUsage } from './count-usage.ts';

const PAYMENTS_SHOWN = 24;

/** How a business's subscription stands at a moment. */
export interface Standing {
  readonly state: SubscriptionState;
  readonly plan: PlanAnswer | null;
  readonly endsAtMs: number;
  readonly limits: PlanFeatures;
}

type Row = { created_at: Date; ends_at: Date | null; plan: unknown };

export async function readStanding(tx: Tx, businessId: Id, nowMs: number): Promise<Standing> {
  const [row] = await tx<Row[]>`
    select b.created_at, b.subscription_expires_at as ends_at, case when p.id is null then null else json_build_object('id', p.id,
      'name', p.name, 'priceMinor', p.price_minor, 'currency', p.currency, 'billingPeriod', p.billing_period,
      'features', p.features) end as plan
    from businesses b left join subscription_plans p on p.id = b.subscription_plan_id where b.business_id = ${businessId}`;
  const { created_at: createdAt, ends_at: endsAt, plan: found } = must(row, 'a session has a business');
  const plan = planAnswerSchema.nullable().parse(found);
  const endsAtMs = endsAt?.getTime() ?? trialEndsAtMs(createdAt.getTime());
  const state = subscriptionStateAt({ hasPlan: plan !== null, endsAtMs }, nowMs);
  return { state, plan, endsAtMs, limits: plan?.features ?? TRIAL_LIMITS };
}

type PaymentRow = Omit<SubscriptionAnswer['payments'][number], 'createdAt' | 'paidAt'> & {
  readonly createdAt: Date;
  readonly paidAt: Date | null;
};

/** The subscription as its owner sees it. */
export async function readSubscription(
  tx: Tx,
  deps: Pick<ServerDeps, 'config' | 'nowMs'>,
  businessId: Id,
): Promise<SubscriptionAnswer> {
  const nowMs = deps.nowMs();
  const { state, plan, endsAtMs, limits } = await readStanding(tx, businessId, nowMs);
  const payments = await tx<PaymentRow[]>`
    select s.id, s.reference, p.name as "planName", s.billing_period as "billingPeriod", s.amount_minor as "amountMinor", s.currency,
      s.state, s.created_at as "createdAt", s.paid_at as "paidAt"
    from subscription_payments s join subscription_plans p on p.id = s.plan_id
    where s.business_id = ${businessId} order by s.created_at desc, s.id desc limit ${PAYMENTS_SHOWN}`;
  return {
    state,
    plan,
    endsAt: new Date(endsAtMs).toISOString(),
    graceEndsAt: new Date(graceEndsAtMs(endsAtMs)).toISOString(),
    isEnforced: deps.config.paystack !== null,
    limits,
    usage: await countUsage(tx, businessId, nowMs),
    payments: payments.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      paidAt: row.paidAt?.toISOString() ?? null,
    })),
  };
}

/** The plans that are sold, the smallest first. */
export async function listPlans(tx: Tx): Promise<PlanAnswer[]> {
  const rows = await tx<PlanAnswer[]>`
    select id, name, price_minor as "priceMinor", currency, billing_period as "billingPeriod", features
    from subscription_plans where is_active order by billing_period, price_minor, id`;
  return rows.map((row) => planAnswerSchema.parse(row));
}
