import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { changeEnvelopeSchema, epochSchema } from '#shared/changes/hash-chain.ts';

/** The bodies of one file come to about so many bytes; a till with more writes several, each whole in itself. */
export const CARRIED_BYTES_MAX = 8 * 1024 * 1024;
/** Bodies are texts in a text in a text, so that quotes in them grow twice; one change may be as large as a file. */
export const IMPORT_BYTES_MAX = 64 * 1024 * 1024;
const CARRIED_CHANGES_MAX = 50_000;
const CARRIED_TEXT_MAX = IMPORT_BYTES_MAX / 2;

/** Changes of a till that a person carries to the office: a run of its chain, in order, as it would push them. */
export const carriedChangesSchema = z.object({
  v: z.literal(1),
  protocol: z.number().int().min(1),
  businessId: idSchema,
  tillId: idSchema,
  epoch: epochSchema,
  firstSeq: z.number().int().min(1),
  /** UTC ms by the till's clock. */
  writtenAtMs: z.number().int().nonnegative(),
  changes: z.array(changeEnvelopeSchema).min(1).max(CARRIED_CHANGES_MAX),
});
export type CarriedChanges = z.infer<typeof carriedChangesSchema>;

/** The file: its content as one text, and the till's signature over exactly this text. It is sent as it is. */
export const importRequestSchema = z.object({
  format: z.literal('stockavoo-changes'),
  carried: z.string().max(CARRIED_TEXT_MAX),
  /** Ed25519, base64. */
  signature: z.string().max(200),
});
export type ImportRequest = z.infer<typeof importRequestSchema>;

export const importAnswerSchema = z.object({
  tillId: idSchema,
  /** What became of each: applied now, applied though somebody should look, here before, or waiting in quarantine. */
  applied: z.number().int().min(0),
  forReview: z.number().int().min(0),
  known: z.number().int().min(0),
  quarantined: z.number().int().min(0),
  serverTime: z.number().int().nonnegative(),
});
export type ImportAnswer = z.infer<typeof importAnswerSchema>;

/** The place that a file is signed for: no request has this path or this session, so neither passes for the other. */
export const CARRIED_PLACE = { path: 'file of changes', session: 0 } as const;
