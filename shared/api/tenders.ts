import { z } from 'zod';
import { minorSchema } from '#shared/base/money.ts';
import { LINE_GROSS_MINOR_MAX, PAYMENTS_MAX } from '#shared/sale/limits.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';

/** An amount of money, or none: not below zero, and no more than sums can carry. */
export const amountOrNothingSchema = minorSchema
  .refine((amount) => amount >= 0, 'An amount is not below zero.')
  .refine((amount) => amount <= LINE_GROSS_MINOR_MAX, 'The amount is larger than a sale can carry.');

/** An amount of money that changes hands. */
export const amountSchema = amountOrNothingSchema.refine((amount) => amount > 0, 'An amount is more than nothing.');

/** Whether a reference holds what may be the number of a card, which is kept nowhere. */
function holdsCardNumber(reference: string): boolean {
  return /\d{13,19}/.test(reference.replaceAll(/[\s-]/g, ''));
}

/** One way of paying, as a program puts it in. */
export const apiTenderSchema = z
  .object({
    method: paymentMethodSchema,
    /** Of cash what was handed over; change is worked out. */
    amountMinor: amountSchema,
    /** Transfers and mobile money start pending where nothing is said, everything else confirmed. */
    state: z.enum(['confirmed', 'pending']).optional(),
    /** Terminal slip or bank reference; of a card the last four digits at most. */
    reference: z.string().trim().max(64).default(''),
    /** The code of the gift card or store credit that pays, or its id. */
    code: z.string().trim().min(1).max(64).optional(),
  })
  .superRefine((tender, context) => {
    const spendsCredit = tender.method === 'gift_card' || tender.method === 'store_credit';
    if (spendsCredit && tender.code === undefined)
      context.addIssue({ code: 'custom', path: ['code'], message: 'Give the code of the gift card or store credit.' });
    if (tender.method === 'card' && holdsCardNumber(tender.reference))
      context.addIssue({
        code: 'custom',
        path: ['reference'],
        message: 'Give the last four digits of a card at most.',
      });
  });
export type ApiTender = z.infer<typeof apiTenderSchema>;

export const apiTendersSchema = z.array(apiTenderSchema).max(PAYMENTS_MAX);
