import { z } from 'zod';

/** What a till of the matrix is started with, as one JSON argument. */
export const matrixTillSpecSchema = z.object({
  folder: z.string(),
  /** From which it draws what its cashier does. */
  seed: z.string(),
  /** How many transactions it makes a second. */
  perSecond: z.number().positive(),
  /** After so many it rests by itself, however long nobody tells it to. */
  transactionsMax: z.number().int().min(0),
  cashier: z.object({ userId: z.string(), pin: z.string() }),
  variantIds: z.array(z.string()).min(1),
  customers: z.array(z.object({ id: z.string(), phone: z.string() })).min(1),
});
export type MatrixTillSpec = z.infer<typeof matrixTillSpecSchema>;

/** What it may be told to do, one a line. */
export const ORDERS = ['sell', 'rest', 'look', 'end'] as const;
export type Order = (typeof ORDERS)[number];

/** What a till says, one JSON text a line, written to its pipe before it goes on. */
export const saidSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('sold'), saleId: z.string(), totalMinor: z.number().int() }),
  z.object({ kind: z.literal('edited'), value: z.string(), basedOn: z.string() }),
  z.object({ kind: z.literal('refused'), call: z.string(), why: z.string() }),
  z.object({ kind: z.literal('rested') }),
  z.object({
    kind: z.literal('looked'),
    waiting: z.number().int(),
    quarantined: z.number().int(),
    state: z.string(),
    shown: z.record(z.string(), z.number().int()),
  }),
]);
export type Said = z.infer<typeof saidSchema>;
