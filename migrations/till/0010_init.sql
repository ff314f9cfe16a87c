-- The money file of a till. Records carry every field of their kind, the rank of each field, and up to which of
-- the till's own changes the row already contains them. Amounts are minor units, quantities thousandths.

CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Records: settings and staff ------------------------------------------------------------------------------------

CREATE TABLE businesses (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
  city TEXT NOT NULL, state TEXT NOT NULL, country TEXT NOT NULL, currency TEXT NOT NULL, locale TEXT NOT NULL,
  time_zone TEXT NOT NULL, day_start_minutes INTEGER NOT NULL, tax_id TEXT NOT NULL, logo_url TEXT,
  prices_include_tax INTEGER NOT NULL, cash_rounding_minor INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE stores (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL,
  time_zone TEXT NOT NULL, manager_id TEXT, receipt_header TEXT NOT NULL, receipt_footer TEXT NOT NULL, is_active INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tills (
  id TEXT NOT NULL PRIMARY KEY, store_id TEXT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL, status TEXT NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tax_rates (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, rate_ppm INTEGER NOT NULL, inclusive INTEGER NOT NULL, valid_from_ms INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE roles (
  id TEXT NOT NULL PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, permissions TEXT NOT NULL, limits TEXT NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

-- pin_hash is the bcrypt verifier, sealed under a key that the operating system keeps.
CREATE TABLE staff (
  id TEXT NOT NULL PRIMARY KEY, full_name TEXT NOT NULL, role_id TEXT NOT NULL, store_ids TEXT NOT NULL, pin_hash TEXT, pin_length INTEGER, is_active INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE settings (
  id TEXT NOT NULL PRIMARY KEY, store_id TEXT, key TEXT NOT NULL, value TEXT NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX settings_by_key ON settings (key);

CREATE TABLE pin_tries (user_id TEXT NOT NULL PRIMARY KEY, wrong_count INTEGER NOT NULL, paused_until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Records: catalogue ---------------------------------------------------------------------------------------------

CREATE TABLE categories (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, parent_id TEXT, color INTEGER NOT NULL, position INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE products (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, category_id TEXT, supplier_id TEXT, tax_rate_ids TEXT NOT NULL,
  unit TEXT NOT NULL, returnable INTEGER NOT NULL, reorder_level_milli INTEGER NOT NULL, expiry_alert_days INTEGER NOT NULL,
  track_inventory INTEGER NOT NULL, has_variants INTEGER NOT NULL, has_batches INTEGER NOT NULL, has_serials INTEGER NOT NULL,
  is_weighed INTEGER NOT NULL, is_open_price INTEGER NOT NULL, image_url TEXT, is_active INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX products_by_category ON products (category_id);

CREATE TABLE product_variants (
  id TEXT NOT NULL PRIMARY KEY, product_id TEXT NOT NULL, name TEXT NOT NULL, sku TEXT NOT NULL, attributes TEXT NOT NULL,
  cost_e4 INTEGER NOT NULL, selling_price_minor INTEGER NOT NULL, image_url TEXT, is_active INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX product_variants_by_product ON product_variants (product_id);
CREATE INDEX product_variants_by_sku ON product_variants (sku) WHERE sku <> '';

-- code_key is what a scan looks for: a GTIN in 14 digits, any other code as it stands.
CREATE TABLE barcodes (
  id TEXT NOT NULL PRIMARY KEY, variant_id TEXT NOT NULL, code TEXT NOT NULL, code_key TEXT NOT NULL, unit TEXT NOT NULL, factor_milli INTEGER NOT NULL, price_minor INTEGER,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX barcodes_by_key ON barcodes (code_key);
CREATE INDEX barcodes_by_variant ON barcodes (variant_id);

CREATE TABLE price_lists (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, is_default INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE prices (
  id TEXT NOT NULL PRIMARY KEY, variant_id TEXT NOT NULL, price_list_id TEXT NOT NULL, price_minor INTEGER NOT NULL, valid_from_ms INTEGER NOT NULL, valid_to_ms INTEGER,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX prices_by_variant ON prices (variant_id, price_list_id, valid_from_ms);

CREATE TABLE favourites (
  id TEXT NOT NULL PRIMARY KEY, store_id TEXT NOT NULL, variant_id TEXT NOT NULL, position INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX favourites_by_store ON favourites (store_id, position);

CREATE TABLE batches (
  id TEXT NOT NULL PRIMARY KEY, variant_id TEXT NOT NULL, number TEXT NOT NULL, expires_on TEXT, cost_e4 INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX batches_by_variant ON batches (variant_id, expires_on);

CREATE TABLE customers (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL, tax_id TEXT NOT NULL, credit_limit_minor INTEGER NOT NULL,
  price_list_id TEXT, tax_exempt INTEGER NOT NULL, consent INTEGER NOT NULL, is_active INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX customers_by_phone ON customers (phone) WHERE phone <> '';
CREATE INDEX customers_by_name ON customers (name COLLATE NOCASE);

-- The office's own row of a record that has edits of this till which it has not seen.
CREATE TABLE record_bases (
  kind TEXT NOT NULL, id TEXT NOT NULL, fields TEXT NOT NULL, ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL, is_deleted INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Stock ----------------------------------------------------------------------------------------------------------

CREATE TABLE levels (
  store_id TEXT NOT NULL, variant_id TEXT NOT NULL, batch_id TEXT NOT NULL, quantity_milli INTEGER NOT NULL, reorder_level_milli INTEGER,
  anchor_hlc TEXT NOT NULL, average_cost_e4 INTEGER NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, quarantined TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (variant_id, batch_id, store_id)
) STRICT, WITHOUT ROWID;

-- The till's own movements. epoch_counter orders the epochs; epoch and seq are those of the change.
CREATE TABLE stock_movements (
  id TEXT NOT NULL PRIMARY KEY, change_id TEXT NOT NULL, epoch TEXT NOT NULL, epoch_counter INTEGER NOT NULL, seq INTEGER NOT NULL,
  variant_id TEXT NOT NULL, batch_id TEXT NOT NULL, kind TEXT NOT NULL, quantity_milli INTEGER NOT NULL, unit_cost_e4 INTEGER NOT NULL, hlc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_movements_by_variant ON stock_movements (variant_id, batch_id, epoch_counter, seq, quantity_milli, hlc, change_id);
CREATE INDEX stock_movements_by_change ON stock_movements (change_id);

CREATE TABLE own_counts (
  id TEXT NOT NULL PRIMARY KEY, change_id TEXT NOT NULL, epoch TEXT NOT NULL, epoch_counter INTEGER NOT NULL, seq INTEGER NOT NULL,
  variant_id TEXT NOT NULL, batch_id TEXT NOT NULL, counted_milli INTEGER NOT NULL, expected_milli INTEGER NOT NULL, hlc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX own_counts_by_variant ON own_counts (variant_id, batch_id, epoch_counter, seq);
CREATE INDEX own_counts_by_change ON own_counts (change_id);

-- Finished sales of the store: this till's, and the others' for refunds ------------------------------------------

CREATE TABLE sales (
  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, receipt_number TEXT NOT NULL, till_id TEXT NOT NULL, is_own INTEGER NOT NULL, shift_id TEXT,
  actor_id TEXT NOT NULL, cashier_name TEXT NOT NULL, customer_id TEXT, customer_name TEXT, occurred_ms INTEGER NOT NULL, business_date TEXT NOT NULL, refund_of TEXT,
  line_count INTEGER NOT NULL, discount_minor INTEGER NOT NULL, tax_minor INTEGER NOT NULL, rounding_minor INTEGER NOT NULL, total_minor INTEGER NOT NULL
) STRICT;
CREATE INDEX sales_by_receipt_number ON sales (receipt_number);
CREATE INDEX sales_by_time ON sales (occurred_ms);
CREATE INDEX sales_by_refund_of ON sales (refund_of) WHERE refund_of IS NOT NULL;
CREATE INDEX sales_by_customer ON sales (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX sales_by_shift ON sales (shift_id) WHERE shift_id IS NOT NULL;

-- The whole fact as it was written: receipt, refund and reprint read it. `document` is a SaleRow.
CREATE TABLE sale_documents (sale_id TEXT NOT NULL PRIMARY KEY REFERENCES sales (id) ON DELETE CASCADE, document TEXT NOT NULL) STRICT;

CREATE TABLE payments (
  id TEXT NOT NULL PRIMARY KEY, sale_id TEXT NOT NULL REFERENCES sales (id) ON DELETE CASCADE, shift_id TEXT, method TEXT NOT NULL,
  amount_minor INTEGER NOT NULL, tendered_minor INTEGER NOT NULL, change_minor INTEGER NOT NULL, state TEXT NOT NULL, reference TEXT NOT NULL
) STRICT;
CREATE INDEX payments_by_sale ON payments (sale_id);
CREATE INDEX payments_by_shift ON payments (shift_id) WHERE shift_id IS NOT NULL;

-- Drawer ---------------------------------------------------------------------------------------------------------

CREATE TABLE shifts (
  id TEXT NOT NULL PRIMARY KEY, shift_date TEXT NOT NULL, opened_by TEXT NOT NULL, opened_by_name TEXT NOT NULL, float_minor INTEGER NOT NULL, opened_at_ms INTEGER NOT NULL,
  closed_by TEXT, closed_at_ms INTEGER, counted TEXT, counted_minor INTEGER, expected_minor INTEGER, variance_minor INTEGER, variance_reason TEXT NOT NULL DEFAULT ''
) STRICT;
-- The call opens one drawer at a time; what a dead machine left open comes back from the office beside it.
CREATE INDEX shifts_open ON shifts (opened_at_ms) WHERE closed_at_ms IS NULL;

CREATE TABLE cash_movements (
  id TEXT NOT NULL PRIMARY KEY, shift_id TEXT NOT NULL, kind TEXT NOT NULL, amount_minor INTEGER NOT NULL, reason TEXT NOT NULL, actor_id TEXT NOT NULL, occurred_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX cash_movements_by_shift ON cash_movements (shift_id);

-- Changes and their way ------------------------------------------------------------------------------------------

CREATE TABLE change_log (
  epoch TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, entity_id TEXT NOT NULL, occurred_ms INTEGER NOT NULL, hlc TEXT NOT NULL,
  body TEXT NOT NULL, body_hash TEXT NOT NULL, hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'acked', 'quarantined')), acked_ms INTEGER, tries INTEGER NOT NULL DEFAULT 0, last_error TEXT,
  PRIMARY KEY (epoch, seq)
) STRICT;
CREATE UNIQUE INDEX change_log_by_id ON change_log (id);
CREATE INDEX change_log_open ON change_log (state, occurred_ms) WHERE state <> 'acked';
CREATE INDEX change_log_waiting ON change_log (epoch, seq) WHERE state = 'waiting';

CREATE TABLE class_marks (
  class TEXT NOT NULL PRIMARY KEY, is_complete INTEGER NOT NULL, complete_through_epoch TEXT, complete_through_seq INTEGER NOT NULL DEFAULT 0,
  quarantined TEXT NOT NULL DEFAULT '[]', row_count INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE parked_inbound (
  entity TEXT NOT NULL, id TEXT NOT NULL, op TEXT NOT NULL, raw TEXT NOT NULL, feed_seq INTEGER NOT NULL, reason TEXT NOT NULL, parked_ms INTEGER NOT NULL,
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

-- The first answer of each call that wrote, for a double tap. Read once at the start, so it needs no index.
CREATE TABLE call_answers (answer_no INTEGER PRIMARY KEY, call_id TEXT NOT NULL, request_hash TEXT NOT NULL, reply TEXT NOT NULL) STRICT;
