import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { type CreditKind, creditKindSchema } from '#shared/credit/credit-kinds.ts';
import { paymentSchema } from '#shared/sale/tender.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema } from './envelope.ts';
import { amountOrNothingSchema, amountSchema, apiTendersSchema } from './tenders.ts';

/** As it is typed, or as it stands on a card that was printed elsewhere. */
const codeSchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}\s-]+$/u, 'A code is letters and digits.')
  .min(8, 'A code has eight signs or more.')
  .max(64);

/** A gift card or store credit as lists show it; the code itself is kept nowhere. */
export const creditAnswerSchema = z.object({
  id: idSchema,
  kind: creditKindSchema,
  /** The end of the code, by which people tell one from another. */
  codeEnd: z.string(),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  balanceMinor: minorSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CreditAnswer = z.infer<typeof creditAnswerSchema>;

const loadedSchema = z.object({
  credit: creditAnswerSchema,
  loadId: idSchema,
  payments: z.array(paymentSchema),
  changeMinor: minorSchema,
});
export type CreditLoaded = z.infer<typeof loadedSchema>;

const openedSchema = loadedSchema.extend({
  /** For whoever gets it. It is shown this once. */
  code: z.string(),
});

const paidSchema = z.object({
  storeId: idSchema,
  /** How it is paid for; none gives it away, which needs `sales.refund`. */
  tenders: apiTendersSchema.default([]),
  note: z.string().trim().max(200).default(''),
});
const PAID_BY_CARD = { method: 'card', amountMinor: 1_000_000 } as const;
const EXAMPLE_STORE = '01890000-0000-7000-8000-000000000001';

/** The routes of one sort of credit. */
function creditRoutes<Kinds extends readonly [CreditKind, ...CreditKind[]]>(said: {
  readonly area: 'gift-cards' | 'store-credits';
  readonly one: string;
  readonly many: string;
  readonly kinds: Kinds;
}) {
  const common = {
    area: said.area,
    params: NOTHING,
    query: NOTHING,
    body: NOTHING,
    permission: 'sales.create',
  } as const;
  const path = `/${said.area}`;
  return {
    kinds: said.kinds,
    list: defineEndpoint({
      ...common,
      method: 'get',
      path,
      doc: `${said.many} with what stands on them; \`q\` is the end of a code.`,
      query: pageQuerySchema.extend({
        customerId: idSchema.optional(),
        hasBalance: z.stringbool().optional(),
        sort: z.enum(['createdAt', '-createdAt', 'balanceMinor', '-balanceMinor']).default('-createdAt'),
      }),
      answer: z.array(creditAnswerSchema),
    }),
    open: defineEndpoint({
      ...common,
      method: 'post',
      path,
      doc: `Sells or gives a ${said.one}; its code is in this answer and never again.`,
      body: paidSchema.extend({
        kind: z.enum(said.kinds).default(said.kinds[0]),
        /** Nothing opens one that a refund is to go back to. */
        amountMinor: amountOrNothingSchema,
        customerId: idSchema.nullable().default(null),
        /** Of a card that was printed elsewhere; one is made where none is given. */
        code: codeSchema.optional(),
      }),
      answer: openedSchema,
      status: 201,
      isSecret: true,
      example: { body: { storeId: EXAMPLE_STORE, amountMinor: 1_000_000, tenders: [PAID_BY_CARD] } },
    }),
    load: defineEndpoint({
      ...common,
      method: 'post',
      path: `${path}/:id/load`,
      params: idParamsSchema,
      doc: `Puts more on a ${said.one}.`,
      body: paidSchema.extend({ amountMinor: amountSchema }),
      answer: loadedSchema,
      status: 201,
      example: {
        body: { storeId: EXAMPLE_STORE, amountMinor: 500_000, tenders: [{ method: 'cash', amountMinor: 500_000 }] },
      },
    }),
    balance: defineEndpoint({
      ...common,
      method: 'get',
      path: `${path}/:code/balance`,
      params: z.object({ code: codeSchema }),
      doc: `What stands on the ${said.one} with this code.`,
      answer: creditAnswerSchema,
    }),
  };
}

export const giftCardEndpoints = creditRoutes({
  area: 'gift-cards',
  one: 'gift card',
  many: 'Gift cards',
  kinds: ['gift_card'],
});

export const storeCreditEndpoints = creditRoutes({
  area: 'store-credits',
  one: 'store credit',
  many: 'Store credits, and change that is owed,',
  kinds: ['store_credit', 'change_owed'],
});
