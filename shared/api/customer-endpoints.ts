import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { ZERO_MINOR, minorSchema } from '#shared/base/money.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { ageingSchema } from '#shared/credit/age-debt.ts';
import { customerSchema } from '#shared/people/people-records.ts';
import { paymentMethodSchema, paymentSchema } from '#shared/sale/tender.ts';
import { calendarDaySchema, momentSchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';
import { archivedSchema, recordStampSchema } from './record-endpoints.ts';
import { amountSchema, apiTendersSchema } from './tenders.ts';

const creditLimitMinor = customerSchema.shape.creditLimitMinor.refine(
  (limit) => limit >= 0,
  'A limit is not below zero.',
);
const email = z.union([z.literal(''), z.email('Write an e-mail address, or leave it empty.').max(254)]);
const phone = customerSchema.shape.phone.trim();
const allowSamePhone = z.boolean().default(false);

export const customerRowSchema = recordStampSchema.extend(customerSchema.shape).extend({
  /** What the customer owes, over all stores; negative where the business owes the customer. */
  balanceMinor: minorSchema,
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

export const customerAnswerSchema = customerRowSchema.extend({
  ageing: ageingSchema,
  /** What may still go on account; 0 where the limit is reached. */
  availableCreditMinor: minorSchema,
});
export type CustomerAnswer = z.infer<typeof customerAnswerSchema>;

const common = {
  area: 'customers',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: customerAnswerSchema,
} as const;

export const listCustomersEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/customers',
  permission: 'customers.read',
  doc: 'Customers with what they owe; `q` searches names, phones however they are written, and e-mail addresses.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    isActive: z.stringbool().optional(),
    /** Whether something is owed. */
    owes: z.stringbool().optional(),
    /** Whether more is owed than the limit allows. */
    overLimit: z.stringbool().optional(),
    priceListId: idSchema.optional(),
    updatedSince: momentSchema.optional(),
    sort: z
      .enum(['name', '-name', 'balanceMinor', '-balanceMinor', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt'])
      .default('name'),
  }),
  answer: z.array(customerRowSchema),
  example: { query: { owes: 'true', sort: '-balanceMinor' } },
});

export const getCustomerEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/customers/:id',
  permission: 'customers.read',
  doc: 'One customer with the debt, how old it is, and what may still go on account.',
  isVersioned: true,
});

export const addCustomerEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/customers',
  permission: 'customers.write',
  doc: 'Adds a customer. A phone that another has is a conflict that names that one, unless `allowSamePhone` says so.',
  params: NOTHING,
  body: z.object({
    name: customerSchema.shape.name,
    phone: phone.default(''),
    email: email.default(''),
    taxId: customerSchema.shape.taxId.trim().default(''),
    creditLimitMinor: creditLimitMinor.default(ZERO_MINOR),
    priceListId: customerSchema.shape.priceListId.default(null),
    taxExempt: z.boolean().default(false),
    consent: z.boolean().default(false),
    allowSamePhone,
  }),
  status: 201,
  isVersioned: true,
  example: { body: { name: 'Bisi Adewale', phone: '0803 123 4567', creditLimitMinor: 5_000_000 } },
});

export const editCustomerEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/customers/:id',
  permission: 'customers.write',
  doc: 'Changes the named fields of a customer; a higher credit limit also needs `customers.credit`.',
  body: customerSchema
    .extend({ phone, email, creditLimitMinor, taxId: customerSchema.shape.taxId.trim() })
    .partial()
    .extend({ allowSamePhone }),
  isVersioned: true,
  example: { body: { phone: '+234 803 123 4567' } },
});

export const removeCustomerEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/customers/:id',
  permission: 'customers.write',
  doc: 'Removes a customer without history and archives any other; `erase=true` also blanks the personal data for good.',
  query: z.object({ erase: z.stringbool().default(false) }),
  answer: archivedSchema.extend({ erased: z.boolean() }),
});

export const statementEntrySchema = z.object({
  id: idSchema,
  occurredAt: z.string(),
  businessDate: businessDateSchema,
  /** sale: bought on account, or given back to it; payment: money for the debt; settlement: what became of promised money;
   * void: a sale that was taken back. */
  kind: z.enum(['sale', 'payment', 'settlement', 'void']),
  documentId: idSchema,
  /** The receipt number of the sale, or of the sale that was paid; null where another store's, which the caller may not see. */
  orderNumber: z.string().nullable(),
  /** How a payment was made. */
  method: paymentMethodSchema.nullable(),
  /** Positive was bought, negative was paid or given back. */
  amountMinor: minorSchema,
  /** What was owed after it. */
  balanceMinor: minorSchema,
});

export const customerStatementSchema = z.object({
  customer: z.object({ id: idSchema, name: z.string(), phone: z.string(), email: z.string(), taxId: z.string() }),
  currency: z.string(),
  from: businessDateSchema,
  to: businessDateSchema,
  openingMinor: minorSchema,
  boughtMinor: minorSchema,
  paidMinor: minorSchema,
  closingMinor: minorSchema,
  entries: z.array(statementEntrySchema),
  /** Of the closing balance, on the last day. */
  ageing: ageingSchema,
});
export type CustomerStatement = z.infer<typeof customerStatementSchema>;

export const customerStatementEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/customers/:id/statement',
  permission: 'customers.read',
  doc: 'The account of a customer over some days: what was owed before, each entry by page or by cursor, what is owed after, and its age.',
  query: pageQuerySchema.omit({ q: true }).extend({
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
    cursor: listCursorSchema,
    sort: z.enum(['occurredAt', '-occurredAt']).default('occurredAt'),
  }),
  answer: customerStatementSchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30' } },
});

export const receivedAnswerSchema = z.object({
  receivedId: idSchema,
  amountMinor: minorSchema,
  changeMinor: minorSchema,
  payments: z.array(paymentSchema),
  /** What is owed after it. */
  balanceMinor: minorSchema,
});
export type ReceivedAnswer = z.infer<typeof receivedAnswerSchema>;

export const payDebtEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/customers/:id/payment',
  permission: 'customers.credit',
  doc: 'Takes money for the debt of a customer in a store; more than is owed only where `allowOver` says so.',
  body: z.object({
    storeId: idSchema,
    amountMinor: amountSchema,
    tenders: apiTendersSchema.min(1),
    allowOver: z.boolean().default(false),
    note: z.string().trim().max(200).default(''),
  }),
  answer: receivedAnswerSchema,
  status: 201,
  example: {
    body: {
      storeId: '01890000-0000-7000-8000-000000000001',
      amountMinor: 500_000,
      tenders: [{ method: 'transfer', amountMinor: 500_000, state: 'confirmed', reference: 'GTB 4411' }],
    },
  },
});
