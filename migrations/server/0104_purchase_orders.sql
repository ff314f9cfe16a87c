-- What was ordered of suppliers. A paper of the office, not a fact: what came in by it is one, and stands in stock_receipts.
create table purchase_orders (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  number integer not null,
  supplier_id uuid not null,
  store_id uuid not null,
  state text not null check (state in ('draft', 'sent', 'partial', 'received', 'cancelled')),
  expected_on date,
  note text not null,
  created_by uuid not null,
  sent_at timestamptz,
  -- The address that it was mailed to; empty where it was sent otherwise.
  sent_to text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  unique (business_id, number),
  foreign key (business_id, store_id) references stores (business_id, id)
);
create index purchase_orders_by_supplier on purchase_orders (business_id, supplier_id);
create index purchase_orders_by_store on purchase_orders (business_id, store_id);
select guard_tenant_table('purchase_orders', 'select, insert, update');

create table purchase_order_lines (
  business_id uuid not null,
  order_id uuid not null,
  id uuid not null,
  position integer not null,
  variant_id uuid not null,
  ordered_milli bigint not null,
  received_milli bigint not null,
  unit_cost_e4 bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, order_id, id),
  foreign key (business_id, order_id) references purchase_orders (business_id, id)
);
create index purchase_order_lines_by_variant on purchase_order_lines (business_id, variant_id);
select guard_tenant_table('purchase_order_lines', 'select, insert, update, delete');

create table purchase_order_receipts (
  business_id uuid not null,
  order_id uuid not null,
  -- The receipt of the goods, as the fact names it.
  receipt_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, order_id, receipt_id),
  foreign key (business_id, order_id) references purchase_orders (business_id, id)
);
select guard_tenant_table('purchase_order_receipts', 'select, insert');
