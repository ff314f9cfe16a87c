import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';

const TARGETS_MAX = 200;
const TAKE_MAX = 1000;
const ids = z.array(idSchema).min(1).max(TARGETS_MAX);
const amountSchema = minorSchema.refine((amount) => amount >= 0, 'An amount is not below zero.');
const takeSchema = z.number().int().min(2).max(TAKE_MAX);

/** What a promotion is for. */
export const promotionTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('categories'), ids }),
  z.object({ kind: z.literal('products'), ids }),
  z.object({ kind: z.literal('variants'), ids }),
]);
export type PromotionTarget = z.infer<typeof promotionTargetSchema>;

/** What a promotion gives. All but `percent` count base units, and hold for lines that are sold by them. */
export const promotionRuleSchema = z.discriminatedUnion('kind', [
  /** Parts per million off: 100000 is 10 %. */
  z.object({ kind: z.literal('percent'), ppm: z.number().int().min(1).max(1_000_000) }),
  /** So much off each. */
  z.object({ kind: z.literal('amount_each'), amountMinor: amountSchema }),
  /** Each at this price, where it is usually dearer. */
  z.object({ kind: z.literal('fixed_price'), priceMinor: amountSchema }),
  /** Take 3, pay 2. */
  z
    .object({ kind: z.literal('pay_for'), take: takeSchema, pay: z.number().int().min(1).max(TAKE_MAX) })
    .refine(({ take, pay }) => pay < take, { path: ['pay'], message: 'Pay for fewer than are taken.' }),
  /** 3 for ₦1,000. */
  z.object({ kind: z.literal('price_for'), take: takeSchema, priceMinor: amountSchema }),
]);
export type PromotionRule = z.infer<typeof promotionRuleSchema>;
