-- A page of payments or drawers, newest first, without reading all that ever were.
create index payments_by_time on payments (business_id, occurred_at, id);
create index payments_by_till on payments (business_id, till_id, occurred_at);
create index payments_by_method on payments (business_id, method, occurred_at);
create index shifts_by_opening on shifts (business_id, (coalesce(opened_at, created_at)), id);
create index shifts_by_till on shifts (business_id, till_id, (coalesce(opened_at, created_at)));
create index shifts_by_opener on shifts (business_id, opened_by, (coalesce(opened_at, created_at)));
create index shifts_open on shifts (business_id, (coalesce(opened_at, created_at))) where closed_at is null;
create index shifts_with_variance on shifts (business_id, (coalesce(opened_at, created_at))) where variance_minor <> 0;

-- What one till or one person sold: a new one has few sales among very many.
create index sales_orders_by_till on sales_orders (business_id, till_id, occurred_at);
create index sales_orders_by_cashier on sales_orders (business_id, created_by, occurred_at);
-- What few sales are: an ordinary one writes into none of these.
create index sales_orders_not_sales on sales_orders (business_id, kind, occurred_at) where kind <> 'sale';
create index sales_orders_not_completed on sales_orders (business_id, status, occurred_at) where status <> 'completed';
create index sales_orders_not_paid on sales_orders (business_id, payment_status, occurred_at) where payment_status <> 'paid';

create index audit_logs_by_user on audit_logs (business_id, user_id, created_at);
create index audit_logs_by_action on audit_logs (business_id, action, created_at);
create index audit_logs_by_type on audit_logs (business_id, entity_type, created_at);
create index till_journal_by_type on till_journal (business_id, type, occurred_at);
create index till_journal_by_till on till_journal (business_id, till_id, occurred_at);

-- Products by name. Row-level security lets no function run on a row before its own test, so that an index of lower(name) is
-- good for an order and never for a look-up: the small letters stand in a column of their own.
alter table products add column name_key text not null generated always as (lower(name)) stored;
create index products_by_name_key on products (business_id, name_key, id);
drop index products_by_name;
