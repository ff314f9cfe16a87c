import { z } from 'zod';

/** How far a plan goes; null is without a limit. Orders are sales of a calendar month. */
export const planFeaturesSchema = z.object({
  users: z.number().int().min(1).nullable(),
  stores: z.number().int().min(1).nullable(),
  tills: z.number().int().min(1).nullable(),
  orders: z.number().int().min(1).nullable(),
});
export type PlanFeatures = z.infer<typeof planFeaturesSchema>;

export const billingPeriodSchema = z.enum(['monthly', 'yearly']);
export type BillingPeriod = z.infer<typeof billingPeriodSchema>;

export const subscriptionStateSchema = z.enum(['trial', 'active', 'past_due', 'cancelled']);
export type SubscriptionState = z.infer<typeof subscriptionStateSchema>;

const DAY_MS = 24 * 60 * 60_000;
const TRIAL_MS = 30 * DAY_MS;
/** How long after its end a subscription still counts as what it was. */
const GRACE_MS = 7 * DAY_MS;

/** A business tries everything before it chooses a plan, within these. */
export const TRIAL_LIMITS: PlanFeatures = { users: 10, stores: 3, tills: 10, orders: null };

/** When the trial of a business ends that was registered then. */
export function trialEndsAtMs(registeredAtMs: number): number {
  return registeredAtMs + TRIAL_MS;
}

/** When what ended is no longer waited for. */
export function graceEndsAtMs(endsAtMs: number): number {
  return endsAtMs + GRACE_MS;
}

/** How a subscription stands at a moment; nobody has to write it down when a day passes. */
export function subscriptionStateAt(
  { hasPlan, endsAtMs }: { readonly hasPlan: boolean; readonly endsAtMs: number },
  nowMs: number,
): SubscriptionState {
  if (nowMs < endsAtMs) return hasPlan ? 'active' : 'trial';
  return nowMs < graceEndsAtMs(endsAtMs) ? 'past_due' : 'cancelled';
}
