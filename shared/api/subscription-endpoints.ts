import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { billingPeriodSchema, planFeaturesSchema, subscriptionStateSchema } from '#shared/people/subscription.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';

export const planAnswerSchema = z.object({
  id: idSchema,
  name: z.string(),
  priceMinor: minorSchema,
  currency: z.string(),
  billingPeriod: billingPeriodSchema,
  features: planFeaturesSchema,
});
export type PlanAnswer = z.infer<typeof planAnswerSchema>;

export const paymentStateSchema = z.enum(['pending', 'failed', 'mismatched', 'paid', 'reversed']);
export type PaymentState = z.infer<typeof paymentStateSchema>;

export const subscriptionAnswerSchema = z.object({
  state: subscriptionStateSchema,
  /** Null while the trial lasts, and after it until a plan is paid. */
  plan: planAnswerSchema.nullable(),
  /** When the trial, or what is paid, ends. */
  endsAt: z.string(),
  /** Until then nothing changes after the end. */
  graceEndsAt: z.string(),
  /** Whether this server sells plans: one that doesn't limits nothing. */
  isEnforced: z.boolean(),
  /** What may be there at most; null is without a limit. Orders only count: no sale is ever refused for them. */
  limits: planFeaturesSchema,
  /** What is there now; orders are the sales of this calendar month. */
  usage: z.object({
    users: z.number().int(),
    stores: z.number().int(),
    tills: z.number().int(),
    orders: z.number().int(),
  }),
  /** The newest first, at most 24. */
  payments: z.array(
    z.object({
      id: idSchema,
      reference: z.string(),
      planName: z.string(),
      billingPeriod: billingPeriodSchema,
      amountMinor: minorSchema,
      currency: z.string(),
      /** pending: opened, not paid yet; mismatched: another sum came in than the plan costs; reversed: given back. */
      state: paymentStateSchema,
      createdAt: z.string(),
      paidAt: z.string().nullable(),
    }),
  ),
});
export type SubscriptionAnswer = z.infer<typeof subscriptionAnswerSchema>;

const common = { area: 'subscription', params: NOTHING, query: NOTHING, body: NOTHING } as const;

export const getSubscriptionEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/subscription',
  permission: 'billing.read',
  doc: 'How the subscription stands, what its plan allows and how much of that is used.',
  answer: subscriptionAnswerSchema,
});

export const listPlansEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/subscription/plans',
  permission: 'billing.read',
  doc: 'The plans to choose from, the smallest first.',
  answer: z.array(planAnswerSchema),
});

export const checkoutEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/subscription/checkout',
  permission: 'billing.write',
  doc: 'Opens the payment provider’s page for a plan. The plan counts once the provider says that it is paid.',
  body: z.object({ planId: idSchema }),
  answer: z.object({
    reference: z.string(),
    /** Where to send the payer’s browser. */
    authorizationUrl: z.url(),
    amountMinor: minorSchema,
    currency: z.string(),
  }),
  status: 201,
  example: { body: { planId: '01960000-0000-7000-8000-000000000003' } },
});

export const paymentWebhookEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/subscription/webhook',
  permission: 'public',
  doc: 'Where the payment provider tells that something of a payment changed, signed over the bytes of the body.',
  body: z.looseObject({ event: z.string(), data: z.looseObject({}) }),
  answer: z.object({
    /** False for what does not concern a subscription. */
    handled: z.boolean(),
  }),
  example: {
    body: { event: 'charge.success', data: { reference: '01960000-0000-7000-8000-0000000000aa', status: 'success' } },
  },
});
