import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { MOVEMENT_KINDS } from '#shared/stock/movements-of.ts';
import { bool, jsonText } from './record-columns.ts';

export const sales = sqliteTable('sales', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['sale', 'refund', 'exchange'] }).notNull(),
  receiptNumber: text('receipt_number').notNull(),
  tillId: text('till_id').notNull(),
  isOwn: bool('is_own').notNull(),
  shiftId: text('shift_id'),
  actorId: text('actor_id').notNull(),
  cashierName: text('cashier_name').notNull(),
  customerId: text('customer_id'),
  customerName: text('customer_name'),
  occurredMs: integer('occurred_ms').notNull(),
  businessDate: text('business_date').notNull(),
  refundOf: text('refund_of'),
  lineCount: integer('line_count').notNull(),
  discountMinor: integer('discount_minor').notNull(),
  taxMinor: integer('tax_minor').notNull(),
  roundingMinor: integer('rounding_minor').notNull(),
  totalMinor: integer('total_minor').notNull(),
  /** When this till heard that it was taken back. */
  voidedMs: integer('voided_ms'),
  /** When this till first heard of a sale that is not its own. */
  heardMs: integer('heard_ms'),
  /** Of another store, looked up at the office so that its goods can come back here. */
  isElsewhere: bool('is_elsewhere').notNull(),
});

export const saleDocuments = sqliteTable('sale_documents', {
  saleId: text('sale_id').primaryKey(),
  document: text('document').notNull(),
});

export const payments = sqliteTable('payments', {
  id: text('id').primaryKey(),
  saleId: text('sale_id').notNull(),
  shiftId: text('shift_id'),
  method: text('method', {
    enum: ['cash', 'card', 'transfer', 'mobile_money', 'credit', 'store_credit', 'gift_card'],
  }).notNull(),
  amountMinor: integer('amount_minor').notNull(),
  tenderedMinor: integer('tendered_minor').notNull(),
  changeMinor: integer('change_minor').notNull(),
  state: text('state', { enum: ['confirmed', 'pending', 'not_found', 'declined'] }).notNull(),
  reference: text('reference').notNull(),
});

export const levels = sqliteTable(
  'levels',
  {
    storeId: text('store_id').notNull(),
    variantId: text('variant_id').notNull(),
    batchId: text('batch_id').notNull(),
    quantityMilli: integer('quantity_milli').notNull(),
    reorderLevelMilli: integer('reorder_level_milli'),
    anchorHlc: text('anchor_hlc').notNull(),
    averageCostE4: integer('average_cost_e4').notNull(),
    includedEpoch: text('included_epoch'),
    includedSeq: integer('included_seq').notNull().default(0),
    quarantined: jsonText<string[]>('quarantined').notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.batchId, table.storeId] })],
);

export const stockMovements = sqliteTable('stock_movements', {
  id: text('id').primaryKey(),
  changeId: text('change_id').notNull(),
  epoch: text('epoch').notNull(),
  epochCounter: integer('epoch_counter').notNull(),
  seq: integer('seq').notNull(),
  variantId: text('variant_id').notNull(),
  batchId: text('batch_id').notNull(),
  kind: text('kind', { enum: [...MOVEMENT_KINDS] }).notNull(),
  quantityMilli: integer('quantity_milli').notNull(),
  unitCostE4: integer('unit_cost_e4').notNull(),
  hlc: text('hlc').notNull(),
});

export const ownCounts = sqliteTable('own_counts', {
  id: text('id').primaryKey(),
  changeId: text('change_id').notNull(),
  epoch: text('epoch').notNull(),
  epochCounter: integer('epoch_counter').notNull(),
  seq: integer('seq').notNull(),
  variantId: text('variant_id').notNull(),
  batchId: text('batch_id').notNull(),
  countedMilli: integer('counted_milli').notNull(),
  expectedMilli: integer('expected_milli').notNull(),
  hlc: text('hlc').notNull(),
});

export const shifts = sqliteTable('shifts', {
  id: text('id').primaryKey(),
  shiftDate: text('shift_date').notNull(),
  openedBy: text('opened_by').notNull(),
  openedByName: text('opened_by_name').notNull(),
  floatMinor: integer('float_minor').notNull(),
  openedAtMs: integer('opened_at_ms').notNull(),
  closedBy: text('closed_by'),
  closedAtMs: integer('closed_at_ms'),
  counted: jsonText<{ denominationMinor: number; pieces: number }[]>('counted'),
  countedMinor: integer('counted_minor'),
  expectedMinor: integer('expected_minor'),
  varianceMinor: integer('variance_minor'),
  varianceReason: text('variance_reason').notNull().default(''),
});

export const cashMovements = sqliteTable('cash_movements', {
  id: text('id').primaryKey(),
  shiftId: text('shift_id').notNull(),
  kind: text('kind', { enum: ['in', 'out', 'drop'] }).notNull(),
  amountMinor: integer('amount_minor').notNull(),
  reason: text('reason').notNull(),
  actorId: text('actor_id').notNull(),
  occurredMs: integer('occurred_ms').notNull(),
});

export const expenses = sqliteTable('expenses', {
  id: text('id').primaryKey(),
  categoryId: text('category_id'),
  amountMinor: integer('amount_minor').notNull(),
  description: text('description').notNull(),
  expenseDate: text('expense_date').notNull(),
  paymentMethod: text('payment_method', { enum: ['cash', 'card', 'transfer', 'mobile_money'] }).notNull(),
  cashMovementId: text('cash_movement_id'),
  actorId: text('actor_id').notNull(),
  occurredMs: integer('occurred_ms').notNull(),
});

export const expenseCorrections = sqliteTable('expense_corrections', {
  id: text('id').primaryKey(),
  expenseId: text('expense_id').notNull(),
  isRemoved: bool('is_removed').notNull(),
  hlc: text('hlc').notNull(),
});
