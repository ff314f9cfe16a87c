-- Goods on their way from store to store, and counts that go on for hours.

-- Facts, as sync/apply writes them: what left, and what became of it. A receipt may come before its transfer, which another
-- till wrote, so that neither is keyed to the other.
create table stock_transfers (
  business_id uuid not null,
  id uuid not null,
  from_store_id uuid not null,
  to_store_id uuid not null,
  till_id uuid not null,
  change_id uuid not null,
  -- Worked out from the lines: in_transit while any of them is on its way.
  state text not null check (state in ('in_transit', 'received')),
  note text not null,
  sent_by uuid not null,
  occurred_at timestamptz not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, from_store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index stock_transfers_by_time on stock_transfers (business_id, occurred_at);
create index stock_transfers_under_way on stock_transfers (business_id, occurred_at) where state = 'in_transit';
select guard_tenant_table('stock_transfers', 'select, insert, update');

create table stock_transfer_lines (
  business_id uuid not null,
  transfer_id uuid not null,
  id uuid not null,
  position integer not null,
  variant_id uuid not null,
  batch_id uuid not null,
  unit_cost_e4 bigint not null,
  sent_milli bigint not null,
  -- Sums of the receipts: what arrived, what came back, what lies nowhere any more.
  arrived_milli bigint not null,
  returned_milli bigint not null,
  lost_milli bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, transfer_id, id),
  foreign key (business_id, transfer_id) references stock_transfers (business_id, id)
);
create index stock_transfer_lines_under_way on stock_transfer_lines (business_id, variant_id)
  where sent_milli > arrived_milli + returned_milli + lost_milli;
select guard_tenant_table('stock_transfer_lines', 'select, insert, update');

create table stock_transfer_receipts (
  business_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  change_id uuid not null,
  note text not null,
  received_by uuid not null,
  occurred_at timestamptz not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index stock_transfer_receipts_by_transfer on stock_transfer_receipts (business_id, transfer_id);
select guard_tenant_table('stock_transfer_receipts', 'select, insert');

create table stock_transfer_receipt_lines (
  business_id uuid not null,
  receipt_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  transfer_line_id uuid not null,
  store_id uuid not null,
  variant_id uuid not null,
  batch_id uuid not null,
  quantity_milli bigint not null,
  lost_milli bigint not null,
  -- Why goods were lost, empty where none were.
  reason text not null,
  unit_cost_e4 bigint not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, receipt_id, id),
  foreign key (business_id, receipt_id) references stock_transfer_receipts (business_id, id)
);
create index stock_transfer_receipt_lines_by_transfer on stock_transfer_receipt_lines (business_id, transfer_id);
-- What a store lost on the way, by day, is read by reports.
create index stock_transfer_receipt_lines_lost on stock_transfer_receipt_lines (business_id, business_date) where lost_milli > 0;
select guard_tenant_table('stock_transfer_receipt_lines', 'select, insert');

-- What a unit of what was counted cost then; 0 where nothing ever came in at a cost.
alter table stock_count_lines add column unit_cost_e4 bigint not null default 0;

-- A count that people are still at: no fact before it is closed.
create table count_sheets (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  store_id uuid not null,
  scope text not null check (scope in ('store', 'category', 'variants')),
  category_id uuid,
  variant_ids uuid[] not null,
  state text not null check (state in ('open', 'closed', 'cancelled')),
  note text not null,
  opened_by uuid not null,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, store_id) references stores (business_id, id)
);
create index count_sheets_by_time on count_sheets (business_id, created_at);
select guard_tenant_table('count_sheets', 'select, insert, update');

create table count_sheet_lines (
  business_id uuid not null,
  sheet_id uuid not null,
  variant_id uuid not null,
  batch_id uuid not null,
  id uuid not null,
  counted_milli bigint not null,
  -- What lay there by the facts that were here when it was counted.
  expected_milli bigint not null,
  -- When it was counted: what moves later is added to it.
  hlc text collate "C" not null,
  counted_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, sheet_id, variant_id, batch_id),
  foreign key (business_id, sheet_id) references count_sheets (business_id, id)
);
select guard_tenant_table('count_sheet_lines', 'select, insert, update');
