import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';

export const paymentMethodSchema = z.enum([
  'cash',
  'card',
  'transfer',
  'mobile_money',
  'credit',
  'store_credit',
  'gift_card',
]);
export type PaymentMethod = z.infer<typeof paymentMethodSchema>;

/** confirmed: the money is there; pending: promised, settled later; not_found and declined: it never came. */
export const paymentStateSchema = z.enum(['confirmed', 'pending', 'not_found', 'declined']);
export type PaymentState = z.infer<typeof paymentStateSchema>;

/** A way of paying as the cashier puts it in. `amountMinor` is what it covers; cash may hand over more. */
export const tenderSchema = z.object({
  method: paymentMethodSchema,
  /** Positive takes money, negative gives it back. For cash: what was handed over, change is worked out. */
  amountMinor: minorSchema,
  state: paymentStateSchema.optional(),
  /** Terminal slip, bank reference; the last four digits of a card at most. */
  reference: z.string().max(64).default(''),
});
export type Tender = z.infer<typeof tenderSchema>;

/** One payment of a finished sale. amountMinor = tenderedMinor − changeMinor. */
export const paymentSchema = z.object({
  id: idSchema,
  method: paymentMethodSchema,
  amountMinor: minorSchema,
  tenderedMinor: minorSchema,
  changeMinor: minorSchema,
  state: paymentStateSchema,
  reference: z.string().max(64),
});
export type Payment = z.infer<typeof paymentSchema>;

/** The states that a method may start in, the first by default: transfers and offline cards start pending. */
export const STARTING_STATES: Readonly<Record<PaymentMethod, readonly PaymentState[]>> = {
  cash: ['confirmed'],
  card: ['confirmed', 'pending'],
  transfer: ['pending', 'confirmed'],
  mobile_money: ['pending', 'confirmed'],
  credit: ['confirmed'],
  store_credit: ['confirmed'],
  gift_card: ['confirmed'],
};

/** Where a payment's state may go from here; a confirmed payment is money and stays. */
export const NEXT_STATES: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  pending: ['confirmed', 'not_found', 'declined'],
  not_found: ['confirmed', 'declined'],
  declined: ['confirmed'],
  confirmed: [],
};
