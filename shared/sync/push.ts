import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { changeEnvelopeSchema, epochSchema, hashSchema } from '#shared/changes/hash-chain.ts';
import { headHashSchema } from './hello.ts';
import { PUSH_CHANGES_MAX } from './limits.ts';

/** A batch of one epoch, in order. The request is signed with the till's key (see signing.ts). */
export const pushRequestSchema = z.object({
  session: z.number().int().min(1),
  protocol: z.number().int().min(1),
  epoch: epochSchema,
  firstSeq: z.number().int().min(1),
  /** What the first change follows in the till's chain; said where the push before is still under way. */
  previousHash: hashSchema.optional(),
  changes: z.array(changeEnvelopeSchema).min(1).max(PUSH_CHANGES_MAX),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

export const ackSchema = z.object({
  seq: z.number().int().min(1),
  hash: hashSchema,
  outcome: z.enum(['applied', 'applied_for_review', 'duplicate', 'quarantined']),
  code: z.string().max(60).optional(),
});
export type Ack = z.infer<typeof ackSchema>;

export const pushAnswerSchema = z.object({
  acks: z.array(ackSchema),
  lastSeq: z.number().int().min(0),
  lastHash: headHashSchema,
  serverTime: z.number().int().nonnegative(),
});
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

/** A single change that the server's door won't read, sent as it is: counted as received, kept raw, looked at by a person. */
export const rawQuarantineRequestSchema = z.object({
  session: z.number().int().min(1),
  epoch: epochSchema,
  seq: z.number().int().min(1),
  hash: hashSchema,
  /** Base64 of the bytes as the till has them. */
  raw: z.string().max(12 * 1024 * 1024),
  id: idSchema.optional(),
});
export type RawQuarantineRequest = z.infer<typeof rawQuarantineRequestSchema>;
