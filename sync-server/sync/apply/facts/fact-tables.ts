import { type RowOf, insertOf } from '../../rows/insert-rows.ts';

export const INSERT_ORDERS = insertOf('sales_orders', {
  id: 'uuid',
  kind: 'text',
  order_number: 'text',
  store_id: 'uuid',
  till_id: 'uuid',
  shift_id: 'uuid',
  customer_id: 'uuid',
  customer_name: 'text',
  cashier_name: 'text',
  business_date: 'date',
  local_hour: 'integer',
  line_count: 'integer',
  currency: 'text',
  gross_minor: 'bigint',
  subtotal_minor: 'bigint',
  tax_minor: 'bigint',
  discount_minor: 'bigint',
  rounding_minor: 'bigint',
  total_minor: 'bigint',
  paid_minor: 'bigint',
  balance_minor: 'bigint',
  payment_status: 'text',
  payment_method: 'text',
  status: 'text',
  refund_of: 'uuid',
  notes: 'text',
  needs_review: 'boolean',
  review_reasons: 'list',
  created_by: 'uuid',
  occurred_at: 'timestamptz',
  offset_minutes: 'integer',
  received_at: 'timestamptz',
  change_id: 'uuid',
  epoch_counter: 'integer',
  seq: 'bigint',
  receipt_hash: 'text',
});
export type OrderRow = RowOf<typeof INSERT_ORDERS.columns>;

export const INSERT_ITEMS = insertOf('sales_order_items', {
  order_id: 'uuid',
  id: 'uuid',
  position: 'integer',
  variant_id: 'uuid',
  product_id: 'uuid',
  category_id: 'uuid',
  name: 'text',
  sku: 'text',
  barcode: 'text',
  unit: 'text',
  factor_milli: 'bigint',
  quantity_milli: 'bigint',
  unit_price_minor: 'bigint',
  unit_cost_e4: 'bigint',
  cost_e4: 'bigint',
  gross_minor: 'bigint',
  discount_minor: 'bigint',
  discount_reason: 'text',
  tax_minor: 'bigint',
  subtotal_minor: 'bigint',
  total_minor: 'bigint',
  batch_id: 'uuid',
  serial: 'text',
  note: 'text',
  refund_of_line: 'uuid',
  is_restocked: 'boolean',
});
export type ItemRow = RowOf<typeof INSERT_ITEMS.columns>;

export const INSERT_ITEM_TAXES = insertOf('sales_order_item_taxes', {
  order_id: 'uuid',
  line_id: 'uuid',
  position: 'integer',
  tax_rate_id: 'uuid',
  name: 'text',
  rate_ppm: 'integer',
  inclusive: 'boolean',
  base_minor: 'bigint',
  tax_minor: 'bigint',
});
export type ItemTaxRow = RowOf<typeof INSERT_ITEM_TAXES.columns>;

export const INSERT_PAYMENTS = insertOf('payments', {
  id: 'uuid',
  order_id: 'uuid',
  received_id: 'uuid',
  customer_id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  shift_id: 'uuid',
  taken_by: 'uuid',
  occurred_at: 'timestamptz',
  business_date: 'date',
  method: 'text',
  amount_minor: 'bigint',
  tendered_minor: 'bigint',
  change_minor: 'bigint',
  state: 'text',
  reference: 'text',
  settled_rank: 'text',
});
export type PaymentRow = RowOf<typeof INSERT_PAYMENTS.columns>;

export const INSERT_SETTLEMENTS = insertOf('payment_settlements', {
  id: 'uuid',
  payment_id: 'uuid',
  order_id: 'uuid',
  state: 'text',
  reference: 'text',
  settled_by: 'uuid',
  occurred_at: 'timestamptz',
  rank: 'text',
});
export type SettlementRow = RowOf<typeof INSERT_SETTLEMENTS.columns>;

export const INSERT_MOVEMENTS = insertOf('stock_movements', {
  id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  variant_id: 'uuid',
  batch_id: 'uuid',
  change_id: 'uuid',
  document_id: 'uuid',
  kind: 'text',
  quantity_milli: 'bigint',
  unit_cost_e4: 'bigint',
  reason: 'text',
  occurred_at: 'timestamptz',
  business_date: 'date',
  hlc: 'text',
  receipt_no: 'integer',
  level_before_milli: 'bigint',
});
export type MovementRow = RowOf<typeof INSERT_MOVEMENTS.columns>;

export const INSERT_STOCK_RECEIPTS = insertOf('stock_receipts', {
  id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  change_id: 'uuid',
  supplier_id: 'uuid',
  note: 'text',
  received_by: 'uuid',
  line_count: 'integer',
  cost_minor: 'bigint',
  occurred_at: 'timestamptz',
  business_date: 'date',
});
export type StockReceiptRow = RowOf<typeof INSERT_STOCK_RECEIPTS.columns>;

export const INSERT_COUNTS = insertOf('stock_counts', {
  id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  change_id: 'uuid',
  scope: 'text',
  state: 'text',
  note: 'text',
  counted_by: 'uuid',
  occurred_at: 'timestamptz',
  business_date: 'date',
});
export type CountRow = RowOf<typeof INSERT_COUNTS.columns>;

export const INSERT_COUNT_LINES = insertOf('stock_count_lines', {
  store_id: 'uuid',
  variant_id: 'uuid',
  batch_id: 'uuid',
  hlc: 'text',
  id: 'uuid',
  count_id: 'uuid',
  counted_milli: 'bigint',
  expected_milli: 'bigint',
  variance_milli: 'bigint',
  unit_cost_e4: 'bigint',
});

/** The opening and the closing of a shift may come in any order, since one of them may wait in quarantine. */
export const OPEN_SHIFTS = insertOf(
  'shifts',
  {
    id: 'uuid',
    store_id: 'uuid',
    till_id: 'uuid',
    business_date: 'date',
    opened_by: 'uuid',
    opened_at: 'timestamptz',
    float_minor: 'bigint',
  },
  `on conflict (business_id, id) do update set business_date = excluded.business_date, opened_by = excluded.opened_by,
     opened_at = excluded.opened_at, float_minor = excluded.float_minor, updated_at = excluded.updated_at
   where t.opened_at is null and t.till_id = excluded.till_id`,
);
export type ShiftOpenedRow = RowOf<typeof OPEN_SHIFTS.columns>;

export const CLOSE_SHIFTS = insertOf(
  'shifts',
  {
    id: 'uuid',
    store_id: 'uuid',
    till_id: 'uuid',
    closed_by: 'uuid',
    closed_at: 'timestamptz',
    counted: 'json',
    counted_minor: 'bigint',
    expected_minor: 'bigint',
    variance_minor: 'bigint',
    variance_reason: 'text',
    sale_count: 'integer',
    refund_count: 'integer',
    tenders: 'json',
  },
  `on conflict (business_id, id) do update set closed_by = excluded.closed_by, closed_at = excluded.closed_at, counted = excluded.counted,
     counted_minor = excluded.counted_minor, expected_minor = excluded.expected_minor, variance_minor = excluded.variance_minor,
     variance_reason = excluded.variance_reason, sale_count = excluded.sale_count, refund_count = excluded.refund_count,
     tenders = excluded.tenders, updated_at = excluded.updated_at
   where t.closed_at is null and t.till_id = excluded.till_id`,
);
export type ShiftClosedRow = RowOf<typeof CLOSE_SHIFTS.columns>;

export const INSERT_CASH_MOVEMENTS = insertOf('cash_movements', {
  id: 'uuid',
  shift_id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  kind: 'text',
  amount_minor: 'bigint',
  reason: 'text',
  created_by: 'uuid',
  occurred_at: 'timestamptz',
  business_date: 'date',
});
export type CashMovementRow = RowOf<typeof INSERT_CASH_MOVEMENTS.columns>;

export const INSERT_JOURNAL = insertOf('till_journal', {
  id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  type: 'text',
  actor_id: 'uuid',
  subject_id: 'uuid',
  occurred_at: 'timestamptz',
  business_date: 'date',
  details: 'json',
});
export type JournalRow = RowOf<typeof INSERT_JOURNAL.columns>;
