-- What reports read: stock that came and went beside sales as sums, what was brought back and thrown away, and ways to the days
-- of payments, counts and voids.

-- Goods that came back and were not put on the shelf again are a loss, and nothing else in the row says so.
alter table sales_order_items add column is_restocked boolean not null default true;

create table rollup_stock (
  business_id uuid not null,
  store_id uuid not null,
  business_date date not null,
  -- That of the movement; 'return' for goods that came back and were not put on the shelf.
  kind text collate "C" not null,
  reason text collate "C" not null,
  movement_count bigint not null,
  -- Signed as the movements: what is lost is negative.
  quantity_milli bigint not null,
  cost_e4 bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, business_date, kind, reason)
) with (fillfactor = 70);

-- The owner sees no rows of a table whose security is forced, and these are the rows of all businesses.
alter table stock_movements no force row level security;
insert into rollup_stock (business_id, store_id, business_date, kind, reason, movement_count, quantity_milli, cost_e4, created_at, updated_at)
select business_id, store_id, business_date, kind, reason, count(*), sum(quantity_milli),
    sum(round(unit_cost_e4::numeric * quantity_milli / 1000)), max(created_at), max(created_at)
  from stock_movements where kind not in ('sale', 'refund')
 group by 1, 2, 3, 4, 5;
alter table stock_movements force row level security;
select guard_tenant_table('rollup_stock', 'select, insert, update, delete');

create index payments_by_store_day on payments (business_id, store_id, business_date);
create index payments_that_never_came on payments (business_id, store_id, business_date) where state in ('not_found', 'declined');
create index cash_movements_by_day on cash_movements (business_id, store_id, business_date);
create index stock_counts_by_day on stock_counts (business_id, store_id, business_date);
create index sales_orders_voided on sales_orders (business_id, store_id, business_date) where status = 'voided';
create index rollup_sales_variant_by_variant on rollup_sales_variant (business_id, store_id, variant_id, business_date);
-- Sales that came half a day late or later: what changed a day that was closed is found among them.
create index sales_orders_late on sales_orders (business_id, store_id, business_date) where received_at - occurred_at > interval '12 hours';
