import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { wrongFields } from './record-edits.ts';
import { OFFERED_KINDS } from './record-kinds.ts';

/** A change of this type carries so many records at most. */
export const OFFERED_RECORDS_MAX = 500;

/** A rank as `shared/sync/rank.ts` writes it. */
const RANK = /^[0-9a-f]{16}\.[01]\.[0-9a-f]{8}\.[0-9a-f]{14}\.[0-9a-f]{32}$/;

/**
 * A record as a till had it from the server before that came back from an older backup.
 *
 * Each field keeps the rank of whoever wrote it, so that what was written since wins; a field without one counts only where the
 * server has no such record. `*` is the rank of all fields that have none of their own (shared/sync/shared-rank.ts).
 */
export const offeredRecordSchema = z
  .object({
    kind: z.enum(OFFERED_KINDS),
    id: idSchema,
    isDeleted: z.boolean(),
    fields: z.record(z.string().max(60), z.json()),
    ranks: z.record(z.string().max(60), z.string().regex(RANK)),
  })
  .superRefine((offered, context) => {
    for (const { message, path } of wrongFields(offered.kind, offered.fields))
      context.addIssue({ code: 'custom', message, path: ['fields', ...path] });
  });
export type OfferedRecord = z.infer<typeof offeredRecordSchema>;

/** A till gives back what a server lacks that came back from an older backup. */
export const recordOfferedV1 = {
  type: 'record.offered',
  v: 1,
  payload: z.object({ records: z.array(offeredRecordSchema).min(1).max(OFFERED_RECORDS_MAX) }),
} as const;
