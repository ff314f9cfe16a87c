-- A new database knows nothing of its tables' sizes. Plans made then (those that check references are kept for as long as
-- a connection lives) look rows up by the wrong index, and every insert gets slower with the rows that are there. The
-- database's own housekeeping comes round once a minute; a shop that loads its past, or a hundred tills that come back
-- at once, can't wait for it. Statistics are no data: the running server may ask for them.
create function refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  analyze changes, feed, sales_orders, sales_order_items, sales_order_item_taxes, payments, stock_movements, stock_counts,
    inventory, till_epochs, till_sync, products, product_variants, barcodes, customers;
end $$;
revoke execute on function refresh_statistics() from public;
grant execute on function refresh_statistics() to stockavoo_app;
