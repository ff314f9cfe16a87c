import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { changeEnvelopeSchema, hashSchema } from '#shared/changes/hash-chain.ts';
import { PUSH_CHANGES_MAX } from './limits.ts';

/** A till asks about so many closed days at most, the latest. */
export const AUDIT_DAYS_MAX = 35;
/** So many sales of a day are named where the day differs; a day with more is left to people. */
export const AUDIT_SALES_MAX = 5_000;

/** A sale as both sides must have it: what is added up, and what its digest is made of. */
export type AuditedSale = {
  readonly id: string;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly lineCount: number;
};

/** What the sales, refunds and exchanges of one till on one business date come to. */
export const dayFiguresSchema = z.object({
  saleCount: z.number().int().min(0),
  totalMinor: minorSchema,
  /** What was paid with these sales, whatever its state is by now; later money for them is another fact. */
  paidMinor: minorSchema,
  /** SHA-256 of one line for each sale, by id: `id totalMinor paidMinor lineCount`, joined by line ends. */
  digest: hashSchema,
});
export type DayFigures = z.infer<typeof dayFiguresSchema>;

export const auditRequestSchema = z.object({
  session: z.number().int().min(1),
  protocol: z.number().int().min(1),
  days: z
    .array(
      dayFiguresSchema.extend({
        businessDate: businessDateSchema,
        /** Sales of that day which wait in quarantine as far as the till knows: neither side counts them. */
        leftOut: z.array(idSchema).max(200),
      }),
    )
    .min(1)
    .max(AUDIT_DAYS_MAX),
});
export type AuditRequest = z.infer<typeof auditRequestSchema>;

export const auditAnswerSchema = z.object({
  days: z.array(
    z.object({
      businessDate: businessDateSchema,
      agrees: z.boolean(),
      /** Where it differs: the sales that the server has of that day. Missing where they are too many. */
      saleIds: z.array(idSchema).max(AUDIT_SALES_MAX).optional(),
    }),
  ),
  serverTime: z.number().int().nonnegative(),
});
export type AuditAnswer = z.infer<typeof auditAnswerSchema>;

/** Changes that the server had acknowledged and does not have. Signed as a push is, by the place of the first. */
export const missingRequestSchema = z.object({
  session: z.number().int().min(1),
  protocol: z.number().int().min(1),
  changes: z.array(changeEnvelopeSchema).min(1).max(PUSH_CHANGES_MAX),
});
export type MissingRequest = z.infer<typeof missingRequestSchema>;

export const missingAnswerSchema = z.object({
  /** What became of each: applied now, waits in quarantine, or is here under its id or place, so that it was left alone. */
  applied: z.number().int().min(0),
  quarantined: z.number().int().min(0),
  known: z.number().int().min(0),
  serverTime: z.number().int().nonnegative(),
});
export type MissingAnswer = z.infer<typeof missingAnswerSchema>;

/** The figures of a day, from its sales in any order. */
export function dayFigures(sha256: (text: string) => string, sales: readonly AuditedSale[]): DayFigures {
  const lines = sales
    .map(({ id, totalMinor, paidMinor, lineCount }) => `${id} ${totalMinor} ${paidMinor} ${lineCount}`)
    .toSorted();
  const sum = (amount: (sale: AuditedSale) => number): number => sales.reduce((all, sale) => all + amount(sale), 0);
  return dayFiguresSchema.parse({
    saleCount: sales.length,
    totalMinor: sum((sale) => sale.totalMinor),
    paidMinor: sum((sale) => sale.paidMinor),
    digest: sha256(lines.join('\n')),
  });
}
