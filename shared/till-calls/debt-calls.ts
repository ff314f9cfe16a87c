import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { ageingSchema } from '#shared/credit/age-debt.ts';
import { paymentSchema } from '#shared/sale/tender.ts';
import { customerViewSchema } from './customer-calls.ts';

/** A debt by its age, as far as this till knows what was bought on account. */
const debtAgesSchema = ageingSchema.omit({ asOf: true, inCreditMinor: true }).extend({
  /** Bought before what this till knows, or in another store. */
  unknownMinor: minorSchema,
});
export type DebtAges = z.infer<typeof debtAgesSchema>;

export const debtorSchema = z.object({
  customer: customerViewSchema,
  /** As far as this till knows; negative where the shop owes the customer. */
  owesMinor: minorSchema,
  creditLimitMinor: minorSchema,
  ages: debtAgesSchema,
});

export const customerAccountCall = defineCall({
  name: 'customer.account',
  input: z.object({ customerId: idSchema }),
  output: debtorSchema.extend({
    /** What may still go on account; 0 where the limit is reached. */
    availableMinor: minorSchema,
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'What a customer owes, since when, and may owe, as far as this till knows.',
});

export const customerDebtorsCall = defineCall({
  name: 'customer.debtors',
  input: z.object({ limit: z.number().int().min(1).max(500).default(200) }),
  output: z.object({
    debtors: z.array(debtorSchema),
    /** Of all who owe, also those that the list leaves out. */
    count: z.number().int(),
    owesMinor: minorSchema,
    ages: debtAgesSchema,
  }),
  permission: 'customers.read',
  writes: false,
  doc: 'Who owes, the largest debt first, by the age of the debt.',
});

export const customerHistoryCall = defineCall({
  name: 'customer.history',
  input: z.object({ customerId: idSchema, limit: z.number().int().min(1).max(200).default(50) }),
  output: z.object({
    entries: z.array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.enum(['sale', 'refund', 'exchange']),
          id: idSchema,
          atMs: z.number().int(),
          receiptNumber: z.string(),
          totalMinor: minorSchema,
          /** What of it went on account. */
          onAccountMinor: minorSchema,
          isVoided: z.boolean(),
        }),
        z.object({
          kind: z.literal('payment'),
          id: idSchema,
          atMs: z.number().int(),
          ...paymentSchema.pick({ method: true, amountMinor: true, state: true, reference: true }).shape,
          receivedId: idSchema,
          takenBy: z.string(),
        }),
      ]),
    ),
  }),
  permission: 'customers.read',
  writes: false,
  doc: 'What a customer bought in this store and paid at this till, newest first.',
});

export const DEBT_CALLS = [customerAccountCall, customerDebtorsCall, customerHistoryCall] as const;
