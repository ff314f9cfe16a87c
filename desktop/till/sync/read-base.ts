import { z } from 'zod';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import { jsonValueSchema } from '../store/tables/json-value.ts';
import type { StoredRecord } from '../store/tables/records.ts';
import type { Reader } from '../store/till-tables.ts';

const ranksSchema = z.record(z.string(), z.string());
const fieldsSchema = z.record(z.string(), jsonValueSchema);

/** The office's record as it lies under own edits that are on their way; null where there are none. */
export function readBase(reader: Pick<Reader, 'sync'>, kind: RecordKind, id: string): StoredRecord | null {
  const base = reader.sync.base(kind, id);
  if (base === null) return null;
  return {
    ...base,
    fields: fieldsSchema.parse(JSON.parse(base.fields)),
    ranks: ranksSchema.parse(JSON.parse(base.ranks)),
  };
}
