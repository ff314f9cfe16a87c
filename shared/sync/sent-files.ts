import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { hashSchema } from '#shared/changes/hash-chain.ts';

/** The photo of an expense's receipt: of which expense, and the SHA-256 of the bytes that follow as the body. */
export const sentFileQuerySchema = z.object({ expenseId: idSchema, sha256: hashSchema });

/** The same photo sent again gets the same answer. */
export const sentFileAnswerSchema = z.object({
  fileId: idSchema,
  /** Whether the expense is here already; where it is not, it has the photo once it comes. */
  isAttached: z.boolean(),
  serverTime: z.number().int().nonnegative(),
});
export type SentFileAnswer = z.infer<typeof sentFileAnswerSchema>;

/** A till's support bundle, gzipped JSON without personal data: the SHA-256 of the bytes that follow as the body. */
export const supportBundleQuerySchema = z.object({ sha256: hashSchema });

/** The same bundle sent again gets the same answer. */
export const supportBundleAnswerSchema = z.object({
  /** What the shop tells whoever helps it. */
  bundleId: idSchema,
  serverTime: z.number().int().nonnegative(),
});
export type SupportBundleAnswer = z.infer<typeof supportBundleAnswerSchema>;

export const SUPPORT_BUNDLE_TYPE = 'application/gzip';
