import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { creditKindSchema } from '#shared/credit/credit-kinds.ts';
import { PAYMENTS_MAX } from '#shared/sale/limits.ts';
import { tenderSchema } from '#shared/sale/tender.ts';
import { approvalSchema } from './approval.ts';

/** As it is typed, or as it stands on a card that was printed elsewhere. */
const codeSchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}\s-]+$/u, 'A code is letters and digits.')
  .min(8)
  .max(64);

export const creditViewSchema = z.object({
  creditId: idSchema,
  kind: creditKindSchema,
  codeEnd: z.string(),
  /** What stands on it, as far as this till knows. */
  balanceMinor: minorSchema,
  /** What of it can be spent here and now: less where the office can’t be asked and the business sets a limit. */
  spendableMinor: minorSchema,
});

export const creditFindCall = defineCall({
  name: 'credit.find',
  input: z.object({ code: codeSchema }),
  output: creditViewSchema,
  permission: 'sales.create',
  writes: false,
  doc: 'Finds a gift card or store credit by its code, with what stands on it.',
});

export const creditLoadCall = defineCall({
  name: 'credit.load',
  input: z.object({
    /** An existing one takes more; a new one is opened with a code made here, or that of a printed card. */
    credit: z.union([
      z.object({ creditId: idSchema }),
      z.object({
        kind: creditKindSchema,
        code: codeSchema.optional(),
        customerId: idSchema.nullable().default(null),
      }),
    ]),
    /** Nothing opens a store credit that a refund is to go back to. */
    amountMinor: minorSchema,
    /** How it is paid for; none gives it away, which somebody has to agree to. */
    tenders: z.array(tenderSchema).max(PAYMENTS_MAX),
    note: z.string().trim().max(200).default(''),
    approval: approvalSchema.optional(),
  }),
  output: z.object({
    credit: creditViewSchema,
    loadId: idSchema,
    /** For whoever gets it; null where one that is there took more. It is shown this once. */
    code: z.string().nullable(),
    changeMinor: minorSchema,
  }),
  permission: 'sales.create',
  writes: true,
  doc: 'Sells or gives a gift card or store credit, or puts more on one; what is paid for it counts in the open drawer.',
});

export const creditPrintCall = defineCall({
  name: 'credit.print',
  input: z.object({ code: codeSchema }),
  output: z.object({}),
  permission: 'sales.create',
  writes: false,
  doc: 'Prints a gift card or store credit as a slip, with its code and what stands on it; done when the printer has it.',
});

export const CREDIT_CALLS = [creditFindCall, creditLoadCall, creditPrintCall] as const;
