import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { epochSchema } from '#shared/changes/hash-chain.ts';
import { feedEntitySchema, syncClassSchema } from './classes.ts';
import { PULL_LIMIT_DEFAULT, PULL_LIMIT_MAX } from './limits.ts';

export const pullQuerySchema = z.object({
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(PULL_LIMIT_MAX).default(PULL_LIMIT_DEFAULT),
  session: z.coerce.number().int().min(1),
  protocol: z.coerce.number().int().min(1),
  /**
   * Only this class moves; the positions of the others stay as the cursor has them. A restored till asks for `own` until
   * its new epoch is stored, and so does one that was told to read anew.
   */
  only: syncClassSchema.optional(),
  /**
   * The till holds every one of its own changes of this epoch up to this seq, acknowledged: they, and the sales in them, are
   * not sent back, so that what went up over a dear line does not come down again. What waited in quarantine still comes.
   */
  haveEpoch: epochSchema.optional(),
  haveSeq: z.coerce.number().int().min(0).optional(),
});
export type PullQuery = z.infer<typeof pullQuerySchema>;

/** One row of the feed: its current state, or its tombstone. */
export const feedChangeSchema = z.object({
  feedSeq: z.number().int().min(1),
  entity: feedEntitySchema,
  id: z.string().min(1).max(160),
  op: z.enum(['put', 'delete']),
  /** Not looked through at the door: the office writes it from its own rows, and the till reads it by its entity's schema. */
  data: z.custom<z.core.util.JSONType>(),
});

/** The last of the till's own changes that every row of this page contains. */
export const appliedThroughSchema = z.object({ epoch: epochSchema, seq: z.number().int().min(0) });
export type AppliedThrough = z.infer<typeof appliedThroughSchema>;

export const pullAnswerSchema = z.object({
  changes: z.array(feedChangeSchema).max(PULL_LIMIT_MAX),
  cursor: z.string().max(4000),
  hasMore: z.boolean(),
  /** Null before the till's first change was applied. */
  appliedThrough: appliedThroughSchema.nullable(),
  /** Ids of the till's own changes that wait in quarantine, of the same snapshot. */
  quarantined: z.array(idSchema).max(10_000),
  /** The classes whose position reached the head of the snapshot with this page. */
  complete: z.array(syncClassSchema),
  serverTime: z.number().int().nonnegative(),
});
export type PullAnswer = z.infer<typeof pullAnswerSchema>;
