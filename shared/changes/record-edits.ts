import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { idSchema } from '#shared/base/ids.ts';
import { RECORD_KINDS, type RecordKind } from './record-kinds.ts';

const KINDS = Object.keys(RECORD_KINDS).filter((kind): kind is RecordKind => kind in RECORD_KINDS);

export const recordKindSchema = z.enum(KINDS);

/** What an edit of each kind may hold; made once, since making a schema costs far more than asking it. */
const EDITED_FIELDS: ReadonlyMap<RecordKind, z.ZodType> = new Map(
  KINDS.map((kind) => [kind, RECORD_KINDS[kind].partial().strict()]),
);

/** What is wrong with fields of a record, of which some may lack: one that its kind does not have, or a value that is none of its. */
export function wrongFields(kind: RecordKind, fields: unknown): readonly z.core.$ZodIssue[] {
  const parsed = must(EDITED_FIELDS.get(kind), 'every kind has its fields').safeParse(fields);
  return parsed.success ? [] : parsed.error.issues;
}

/**
 * An edit of one record: only the fields that somebody touched. A new record carries them all.
 *
 * Every field is stamped with the change's clock; the last writer wins field by field.
 */
export const recordEditSchema = z
  .object({
    kind: recordKindSchema,
    id: idSchema,
    op: z.enum(['put', 'delete']),
    fields: z.record(z.string().max(60), z.json()),
  })
  .superRefine((edit, context) => {
    for (const { message, path } of wrongFields(edit.kind, edit.fields))
      context.addIssue({ code: 'custom', message, path: ['fields', ...path] });
  });
export type RecordEdit = z.infer<typeof recordEditSchema>;

export const recordEditsPayloadSchema = z.object({ records: z.array(recordEditSchema).min(1).max(1000) });
