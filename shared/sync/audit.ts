import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { changeEnvelopeSchema, hashSchema } from '#shared/changes/hash-chain.ts';
import { PUSH_CHANGES_MAX } from './limits.ts';

/** A till asks about so many closed days at most, the latest. */
export const AUDIT_DAYS_MAX = 35;
/** A till's day with more sales than this is not compared: it is more than one a second through a working day. */
export const AUDIT_SALES_MAX = 20_000;
/** So many sales of one day may wait in quarantine; a day with more is not compared until people looked at them. */
export const AUDIT_LEFT_OUT_MAX = 200;

/** A sale as both sides must have it: what is added up, and what the digest of a day is made of. */
export const auditedSaleSchema = z.object({
  id: idSchema,
  totalMinor: minorSchema,
  /** What was paid with the sale, whatever its state is by now; later money for it is another fact. */
  paidMinor: minorSchema,
  lineCount: z.number().int().min(0),
});
export type AuditedSale = z.infer<typeof auditedSaleSchema>;

/** What the sales, refunds and exchanges of one till on one business date come to. */
export const dayFiguresSchema = z.object({
  saleCount: z.number().int().min(0),
  totalMinor: minorSchema,
  paidMinor: minorSchema,
  /** SHA-256 of one line for each sale, by id: `id totalMinor paidMinor lineCount`, joined by line ends. */
  digest: hashSchema,
});
export type DayFigures = z.infer<typeof dayFiguresSchema>;

/** A sale of a day that differs, named with the change that said it, where the till's log still has that. */
export const namedSaleSchema = auditedSaleSchema.extend({ changeId: idSchema.optional() });
export type NamedSale = z.infer<typeof namedSaleSchema>;

const auditedDaySchema = dayFiguresSchema.extend({
  businessDate: businessDateSchema,
  /** Sales of that day which wait in quarantine as far as the till knows: neither side counts them. */
  leftOut: z.array(idSchema).max(AUDIT_LEFT_OUT_MAX),
  /** Every other sale of that day, where the answer asked for them. */
  sales: z.array(namedSaleSchema).max(AUDIT_SALES_MAX).optional(),
});

export const auditRequestSchema = z.object({
  session: z.number().int().min(1),
  protocol: z.number().int().min(1),
  days: z.array(auditedDaySchema).min(1).max(AUDIT_DAYS_MAX),
});
export type AuditRequest = z.infer<typeof auditRequestSchema>;

export const auditAnswerSchema = z.object({
  days: z.array(
    z.object({
      businessDate: businessDateSchema,
      /** name_sales: the figures differ, and only the sales themselves can tell whether anything is lost. */
      verdict: z.enum(['agrees', 'name_sales', 'differs']),
      /** Where it differs: sales of the till that the server has and the till does not name. */
      tillLacks: z.array(idSchema).max(AUDIT_SALES_MAX).optional(),
      /** Where it differs: sales that the till names and the server has not. */
      serverLacks: z.array(idSchema).max(AUDIT_SALES_MAX).optional(),
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
  const sum = (amount: (sale: AuditedSale) => number): number => sales.reduce((all, sale) => all + amount(sale), 0);
  return dayFiguresSchema.parse({
    saleCount: sales.length,
    totalMinor: sum((sale) => sale.totalMinor),
    paidMinor: sum((sale) => sale.paidMinor),
    digest: sha256(sales.map(saleLine).toSorted().join('\n')),
  });
}

/** All that is compared of a sale, in one text. */
export function saleLine({ id, totalMinor, paidMinor, lineCount }: AuditedSale): string {
  return `${id} ${totalMinor} ${paidMinor} ${lineCount}`;
}
