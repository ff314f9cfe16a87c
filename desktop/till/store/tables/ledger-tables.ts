import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { ACCOUNT_KINDS } from '#shared/credit/ledger-entries.ts';
import { payments } from './fact-tables.ts';
import { jsonText } from './record-columns.ts';

export const receivedPayments = sqliteTable('received_payments', {
  id: text('id').primaryKey(),
  receivedId: text('received_id').notNull(),
  saleId: text('sale_id'),
  customerId: text('customer_id'),
  shiftId: text('shift_id'),
  method: text('method', { enum: payments.method.enumValues }).notNull(),
  amountMinor: integer('amount_minor').notNull(),
  tenderedMinor: integer('tendered_minor').notNull(),
  changeMinor: integer('change_minor').notNull(),
  state: text('state', { enum: payments.state.enumValues }).notNull(),
  reference: text('reference').notNull(),
  actorId: text('actor_id').notNull(),
  occurredMs: integer('occurred_ms').notNull(),
});

export const credits = sqliteTable('credits', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['gift_card', 'store_credit', 'change_owed'] }).notNull(),
  codeHash: text('code_hash').notNull(),
  codeEnd: text('code_end').notNull(),
  customerId: text('customer_id'),
});

export const ledgerBalances = sqliteTable(
  'ledger_balances',
  {
    accountKind: text('account_kind', { enum: [...ACCOUNT_KINDS] }).notNull(),
    accountId: text('account_id').notNull(),
    balanceMinor: integer('balance_minor').notNull(),
    includedEpoch: text('included_epoch'),
    includedSeq: integer('included_seq').notNull().default(0),
    quarantined: jsonText<string[]>('quarantined').notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.accountKind, table.accountId] })],
);

export const ledgerEntries = sqliteTable(
  'ledger_entries',
  {
    accountKind: text('account_kind', { enum: [...ACCOUNT_KINDS] }).notNull(),
    id: text('id').notNull(),
    accountId: text('account_id').notNull(),
    changeId: text('change_id').notNull(),
    epoch: text('epoch').notNull(),
    epochCounter: integer('epoch_counter').notNull(),
    seq: integer('seq').notNull(),
    amountMinor: integer('amount_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountKind, table.id] })],
);
