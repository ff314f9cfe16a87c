import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { SYNC_CLASSES } from '#shared/sync/classes.ts';
import { bool, jsonText } from './record-columns.ts';

export const changeLog = sqliteTable(
  'change_log',
  {
    epoch: text('epoch').notNull(),
    seq: integer('seq').notNull(),
    id: text('id').notNull(),
    type: text('type').notNull(),
    entityId: text('entity_id').notNull(),
    occurredMs: integer('occurred_ms').notNull(),
    hlc: text('hlc').notNull(),
    body: text('body').notNull(),
    bodyHash: text('body_hash').notNull(),
    hash: text('hash').notNull(),
    state: text('state', { enum: ['waiting', 'acked', 'quarantined'] }).notNull(),
    ackedMs: integer('acked_ms'),
    tries: integer('tries').notNull().default(0),
    lastError: text('last_error'),
  },
  (table) => [primaryKey({ columns: [table.epoch, table.seq] })],
);

export const classMarks = sqliteTable('class_marks', {
  class: text('class', { enum: [...SYNC_CLASSES] }).primaryKey(),
  isComplete: bool('is_complete').notNull(),
  completeThroughEpoch: text('complete_through_epoch'),
  completeThroughSeq: integer('complete_through_seq').notNull().default(0),
  quarantined: jsonText<string[]>('quarantined').notNull().default([]),
  rowCount: integer('row_count').notNull().default(0),
});

export const parkedInbound = sqliteTable(
  'parked_inbound',
  {
    entity: text('entity').notNull(),
    id: text('id').notNull(),
    op: text('op', { enum: ['put', 'delete'] }).notNull(),
    raw: text('raw').notNull(),
    feedSeq: integer('feed_seq').notNull(),
    reason: text('reason').notNull(),
    parkedMs: integer('parked_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entity, table.id] })],
);

export const recordBases = sqliteTable(
  'record_bases',
  {
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    fields: text('fields').notNull(),
    ranks: text('ranks').notNull(),
    includedEpoch: text('included_epoch'),
    includedSeq: integer('included_seq').notNull(),
    isDeleted: bool('is_deleted').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.id] })],
);
