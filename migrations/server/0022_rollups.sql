-- Sums of facts, kept in the transaction of the facts by each change's own delta, and rebuilt from them by a command.
-- Figures: sold lines count up, returned lines stand in refund_units_milli and refunds_minor as positive numbers;
-- net, tax and cost are signed. The zero id stands for "none" in a key.

create table rollup_sales_hour (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  local_hour smallint not null,
  sale_count bigint not null,
  refund_count bigint not null,
  line_count bigint not null,
  units_milli bigint not null,
  refund_units_milli bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  refunds_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  cost_e4 bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, local_hour)
) with (fillfactor = 70);
select guard_tenant_table('rollup_sales_hour', 'select, insert, update, delete');

create table rollup_sales_variant (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  variant_id uuid not null,
  sale_count bigint not null,
  refund_count bigint not null,
  line_count bigint not null,
  units_milli bigint not null,
  refund_units_milli bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  refunds_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  cost_e4 bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, variant_id)
) with (fillfactor = 70);
select guard_tenant_table('rollup_sales_variant', 'select, insert, update, delete');

create table rollup_sales_category (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  category_id uuid not null,
  sale_count bigint not null,
  refund_count bigint not null,
  line_count bigint not null,
  units_milli bigint not null,
  refund_units_milli bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  refunds_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  cost_e4 bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, category_id)
) with (fillfactor = 70);
select guard_tenant_table('rollup_sales_category', 'select, insert, update, delete');

create table rollup_sales_cashier (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  cashier_id uuid not null,
  sale_count bigint not null,
  refund_count bigint not null,
  line_count bigint not null,
  units_milli bigint not null,
  refund_units_milli bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  refunds_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  cost_e4 bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, cashier_id)
) with (fillfactor = 70);
select guard_tenant_table('rollup_sales_cashier', 'select, insert, update, delete');

create table rollup_sales_till (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  till_id uuid not null,
  sale_count bigint not null,
  refund_count bigint not null,
  line_count bigint not null,
  units_milli bigint not null,
  refund_units_milli bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  refunds_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  cost_e4 bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, till_id)
) with (fillfactor = 70);
select guard_tenant_table('rollup_sales_till', 'select, insert, update, delete');

create table rollup_sales_tender (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  method text not null,
  payment_count bigint not null,
  -- Confirmed and pending payments; what was not found or declined is not in it.
  amount_minor bigint not null,
  pending_minor bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, method)
) with (fillfactor = 70);
select guard_tenant_table('rollup_sales_tender', 'select, insert, update, delete');

create table rollup_sales_tax (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  tax_rate_id uuid not null,
  rate_ppm integer not null,
  inclusive boolean not null,
  -- The greatest of the names that it was sold under, so that any order of arrival gives the same.
  name text collate "C" not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, tax_rate_id, rate_ppm, inclusive)
) with (fillfactor = 70);
select guard_tenant_table('rollup_sales_tax', 'select, insert, update, delete');
