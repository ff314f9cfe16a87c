import { z } from 'zod';
import { HLC_ZERO, hlcSchema } from '#shared/base/hlc.ts';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema, instantSchema } from '#shared/base/time.ts';
import { epochSchema, hashSchema } from '#shared/changes/hash-chain.ts';
import { creditKindSchema } from '#shared/credit/credit-kinds.ts';
import { salePayloadSchema } from '#shared/sale/sale-payload.ts';

/**
 * A record as the feed carries it: all its fields, and the rank of each for laying own edits over it. From protocol 2 on a
 * rank that fields share stands once, under `*` (shared-rank.ts).
 */
export const recordRowSchema = z.object({
  fields: z.record(z.string(), z.json()),
  ranks: z.record(z.string(), z.string().max(80)),
});

/** The level of a variant (and batch) in a store. Its feed id is `levelId(...)`. */
export const levelRowSchema = z.object({
  storeId: idSchema,
  variantId: idSchema,
  batchId: idSchema,
  quantityMilli: milliSchema,
  reorderLevelMilli: milliSchema.nullable(),
  /** Rank of the count that anchors it; movements that happened before are in it already. */
  anchorHlc: hlcSchema.default(HLC_ZERO),
  averageCostE4: costE4Schema,
});

/** The feed's id of a level: store, variant and batch, which are its key. */
export function levelId(key: {
  readonly storeId: string;
  readonly variantId: string;
  readonly batchId: string;
}): string {
  return `${key.storeId}/${key.variantId}/${key.batchId}`;
}

export function parseLevelId(id: string): { storeId: string; variantId: string; batchId: string } | null {
  const [storeId, variantId, batchId, ...rest] = id.split('/');
  if (storeId === undefined || variantId === undefined || batchId === undefined || rest.length > 0) return null;
  return { storeId, variantId, batchId };
}

/** What a customer owes the business, in all its stores; negative where the business owes. Its feed id is the customer's. */
export const customerBalanceRowSchema = z.object({ customerId: idSchema, balanceMinor: minorSchema });

/** A gift card or store credit with what stands on it, in all stores of the business. Its feed id is the credit's. */
export const creditRowSchema = z.object({
  creditId: idSchema,
  kind: creditKindSchema,
  codeHash: hashSchema,
  codeEnd: z.string().max(4),
  customerId: idSchema.nullable(),
  balanceMinor: minorSchema,
});

/** A sale of the store as another till needs it for a refund. */
export const saleRowSchema = z.object({
  tillId: idSchema,
  storeId: idSchema,
  actorId: idSchema,
  occurredAt: instantSchema,
  businessDate: businessDateSchema,
  /** With its payments in the states that they have by now. */
  sale: salePayloadSchema,
  /** Of a sale that was taken back whole: when, UTC ms, and why. */
  voided: z.object({ atMs: z.number().int().nonnegative(), reason: z.string().max(200) }).optional(),
});
export type SaleRow = z.infer<typeof saleRowSchema>;

/** One of the till's own changes as the server holds it. */
export const ownFactRowSchema = z.object({
  epoch: epochSchema,
  seq: z.number().int().min(1),
  body: z.string(),
  hash: hashSchema,
  state: z.enum(['applied', 'quarantined']),
  /** When the office took it, by its clock, UTC ms: the till's own clock may have been years off when it wrote it. */
  receivedAtMs: z.number().int().min(0).optional(),
});
export type OwnFactRow = z.infer<typeof ownFactRowSchema>;
