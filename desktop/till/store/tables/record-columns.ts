import { integer, text } from 'drizzle-orm/sqlite-core';

/** What every record carries beside its fields: the rank of each, and which own changes the office's row contains. */
export const recordColumns = {
  ranks: text('ranks', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  includedEpoch: text('included_epoch'),
  includedSeq: integer('included_seq').notNull().default(0),
  isDeleted: integer('is_deleted', { mode: 'boolean' }).notNull().default(false),
};

/** JSON text in a column; what goes in was checked by the schema of the record's kind. */
export function jsonText<Value>(name: string) {
  return text(name, { mode: 'json' }).$type<Value>();
}

export function bool(name: string) {
  return integer(name, { mode: 'boolean' });
}
