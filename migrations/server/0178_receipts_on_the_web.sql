-- The SHA-256 of the token under which whoever holds it reads the receipt of a sale; sales of older tills have none.
alter table sales_orders add column receipt_hash text;
create index sales_orders_by_receipt on sales_orders (receipt_hash) where receipt_hash is not null;

select allow_exact_look_up('sales_orders');
-- A token that stands on two sales, by a machine that was copied, leads to the one that came first.
create function find_receipt(wanted_hash text)
returns table (business_id uuid, sale_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.business_id, o.id from public.sales_orders o where o.receipt_hash = wanted_hash order by o.created_at, o.id limit 1
$$;
revoke execute on function find_receipt(text) from public;
grant execute on function find_receipt(text) to stockavoo_app;
