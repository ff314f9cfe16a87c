-- Facts: what happened in the shops. Written once by sync/apply and never edited, but for marks and settlements.
-- References to records and to other facts carry no foreign key, since what they name may come later.
-- Primary keys are made after the other indexes: before a table's first ANALYZE all that begin with business_id look alike
-- to the planner, which takes the youngest; foreign keys are checked through it from the first sale on.

create table sales_orders (
  business_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('sale', 'refund', 'exchange')),
  order_number text not null,
  store_id uuid not null,
  till_id uuid not null,
  shift_id uuid,
  customer_id uuid,
  customer_name text,
  cashier_name text not null,
  business_date date not null,
  -- The hour of the shop's wall clock.
  local_hour smallint not null,
  line_count integer not null,
  currency text not null,
  gross_minor bigint not null,
  subtotal_minor bigint not null,
  tax_minor bigint not null,
  discount_minor bigint not null,
  rounding_minor bigint not null,
  total_minor bigint not null,
  paid_minor bigint not null,
  balance_minor bigint not null,
  payment_status text not null check (payment_status in ('pending', 'partial', 'paid', 'refunded')),
  -- The one method, 'split', or 'none'.
  payment_method text not null,
  status text not null check (status in ('open', 'completed', 'voided')),
  refund_of uuid,
  notes text not null,
  needs_review boolean not null,
  review_reasons text[] not null,
  created_by uuid not null,
  occurred_at timestamptz not null,
  offset_minutes integer not null,
  received_at timestamptz not null,
  -- Where its change stands; the body there is the whole sale.
  change_id uuid not null,
  epoch_counter integer not null,
  seq bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select key_by_statement('sales_orders', '{business_id, store_id}', 'stores', '{business_id, id}');
select key_by_statement('sales_orders', '{business_id, till_id}', 'till_sync', '{business_id, till_id}');
create index sales_orders_by_time on sales_orders (business_id, occurred_at);
create index sales_orders_by_store_day on sales_orders (business_id, store_id, business_date);
create index sales_orders_by_number on sales_orders (business_id, order_number);
create index sales_orders_by_shift on sales_orders (business_id, shift_id);
create index sales_orders_by_customer on sales_orders (business_id, customer_id) where customer_id is not null;
create index sales_orders_refunds on sales_orders (business_id, refund_of) where refund_of is not null;
alter table sales_orders add primary key (business_id, id);
select guard_tenant_table('sales_orders', 'select, insert, update');

create table sales_order_items (
  business_id uuid not null,
  order_id uuid not null,
  id uuid not null,
  position integer not null,
  variant_id uuid,
  product_id uuid,
  category_id uuid,
  name text not null,
  sku text not null,
  barcode text,
  unit text not null,
  factor_milli bigint not null,
  quantity_milli bigint not null,
  unit_price_minor bigint not null,
  unit_cost_e4 bigint not null,
  -- Cost of the whole line, signed as its quantity.
  cost_e4 bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  discount_reason text not null,
  promotion_id uuid,
  tax_minor bigint not null,
  subtotal_minor bigint not null,
  total_minor bigint not null,
  batch_id uuid not null,
  serial text,
  note text not null,
  refund_of_line uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, order_id, id)
);
select key_by_statement('sales_order_items', '{business_id, order_id}', 'sales_orders', '{business_id, id}');
create index sales_order_items_refunds on sales_order_items (business_id, refund_of_line) where refund_of_line is not null;
select guard_tenant_table('sales_order_items', 'select, insert');

create table sales_order_item_taxes (
  business_id uuid not null,
  order_id uuid not null,
  line_id uuid not null,
  position integer not null,
  tax_rate_id uuid not null,
  name text not null,
  rate_ppm integer not null,
  inclusive boolean not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, order_id, line_id, position)
);
select key_by_statement('sales_order_item_taxes', '{business_id, order_id, line_id}', 'sales_order_items', '{business_id, order_id, id}');
select guard_tenant_table('sales_order_item_taxes', 'select, insert');

create table payments (
  business_id uuid not null,
  id uuid not null,
  order_id uuid,
  customer_id uuid,
  store_id uuid not null,
  till_id uuid not null,
  shift_id uuid,
  taken_by uuid not null,
  occurred_at timestamptz not null,
  business_date date not null,
  method text not null,
  amount_minor bigint not null,
  tendered_minor bigint not null,
  change_minor bigint not null,
  -- The state it has now; the state it was taken in stands in the change.
  state text not null check (state in ('confirmed', 'pending', 'not_found', 'declined')),
  reference text not null,
  settled_at timestamptz,
  settled_rank text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select key_by_statement('payments', '{business_id, store_id}', 'stores', '{business_id, id}');
select key_by_statement('payments', '{business_id, till_id}', 'till_sync', '{business_id, till_id}');
create index payments_by_order on payments (business_id, order_id);
create index payments_by_shift on payments (business_id, shift_id);
create index payments_pending on payments (business_id, occurred_at) where state = 'pending';
alter table payments add primary key (business_id, id);
select guard_tenant_table('payments', 'select, insert, update');

create table payment_settlements (
  business_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  state text not null,
  reference text not null,
  settled_by uuid not null,
  occurred_at timestamptz not null,
  rank text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index payment_settlements_by_payment on payment_settlements (business_id, payment_id);
alter table payment_settlements add primary key (business_id, id);
select guard_tenant_table('payment_settlements', 'select, insert');

create table stock_movements (
  business_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  variant_id uuid not null,
  batch_id uuid not null,
  change_id uuid not null,
  -- The sale, receipt or adjustment that it belongs to.
  document_id uuid not null,
  kind text not null,
  quantity_milli bigint not null,
  unit_cost_e4 bigint not null,
  reason text not null,
  occurred_at timestamptz not null,
  business_date date not null,
  -- The corrected stamp: what a count's anchor is compared with.
  hlc text collate "C" not null,
  -- Of a receipt: its number on this level and what lay there before, so that the moving average can be worked out again.
  receipt_no integer,
  level_before_milli bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select key_by_statement('stock_movements', '{business_id, store_id}', 'stores', '{business_id, id}');
select key_by_statement('stock_movements', '{business_id, till_id}', 'till_sync', '{business_id, till_id}');
create index stock_movements_by_level on stock_movements (business_id, store_id, variant_id, batch_id, hlc);
create index stock_movements_by_day on stock_movements (business_id, business_date);
alter table stock_movements add primary key (business_id, id);
select guard_tenant_table('stock_movements', 'select, insert');

create table stock_counts (
  business_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  change_id uuid not null,
  scope text not null,
  state text not null check (state in ('open', 'closed')),
  note text not null,
  counted_by uuid not null,
  occurred_at timestamptz not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
select guard_tenant_table('stock_counts', 'select, insert, update');

create table stock_count_lines (
  business_id uuid not null,
  store_id uuid not null,
  variant_id uuid not null,
  batch_id uuid not null,
  hlc text collate "C" not null,
  id uuid not null,
  count_id uuid not null,
  counted_milli bigint not null,
  -- What the till showed then.
  expected_milli bigint not null,
  -- Counted, less what the server's facts say lay there at that moment; moves when an older fact arrives.
  variance_milli bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (business_id, count_id) references stock_counts (business_id, id)
);
create index stock_count_lines_by_count on stock_count_lines (business_id, count_id);
alter table stock_count_lines add primary key (business_id, store_id, variant_id, batch_id, hlc, id);
select guard_tenant_table('stock_count_lines', 'select, insert, update');

-- The levels: what the last count found, and all that happened after it.
create table inventory (
  business_id uuid not null,
  store_id uuid not null,
  variant_id uuid not null,
  batch_id uuid not null,
  quantity_milli bigint not null,
  reorder_level_milli bigint,
  anchor_hlc text collate "C" not null,
  average_cost_e4 bigint not null,
  receipt_count integer not null,
  last_restock_at timestamptz,
  last_count_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (business_id, store_id) references stores (business_id, id)
) with (fillfactor = 70);
create index inventory_by_variant on inventory (business_id, variant_id);
alter table inventory add primary key (business_id, store_id, variant_id, batch_id);
select guard_tenant_table('inventory', 'select, insert, update');

create table shifts (
  business_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  -- Null where the closing came and the opening waits in quarantine.
  business_date date,
  opened_by uuid,
  opened_at timestamptz,
  float_minor bigint,
  closed_by uuid,
  closed_at timestamptz,
  counted jsonb,
  counted_minor bigint,
  expected_minor bigint,
  variance_minor bigint,
  variance_reason text,
  sale_count integer,
  refund_count integer,
  tenders jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index shifts_by_day on shifts (business_id, store_id, business_date);
alter table shifts add primary key (business_id, id);
select guard_tenant_table('shifts', 'select, insert, update');

create table cash_movements (
  business_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  kind text not null check (kind in ('in', 'out', 'drop')),
  amount_minor bigint not null,
  reason text not null,
  created_by uuid not null,
  occurred_at timestamptz not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index cash_movements_by_shift on cash_movements (business_id, shift_id);
alter table cash_movements add primary key (business_id, id);
select guard_tenant_table('cash_movements', 'select, insert');

-- What happened at a till beside selling: drawers opened, carts given up, people signed in, overrides, copies, clocks.
create table till_journal (
  business_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  type text not null,
  actor_id uuid not null,
  subject_id uuid,
  occurred_at timestamptz not null,
  business_date date not null,
  details jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index till_journal_by_day on till_journal (business_id, business_date);
alter table till_journal add primary key (business_id, id);
select guard_tenant_table('till_journal', 'select, insert');
