-- The papers of goods that came in, as facts: of whom, and what they cost. Their lines are movements.
create table stock_receipts (
  business_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  change_id uuid not null,
  supplier_id uuid,
  note text not null,
  received_by uuid not null,
  line_count integer not null,
  cost_minor bigint not null,
  occurred_at timestamptz not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index stock_receipts_by_supplier on stock_receipts (business_id, supplier_id, occurred_at) where supplier_id is not null;
create index stock_receipts_by_day on stock_receipts (business_id, business_date);
select guard_tenant_table('stock_receipts', 'select, insert');
