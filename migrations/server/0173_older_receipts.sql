-- The papers of goods that came in before papers were kept: each as its change says it.

-- The owner sees no rows of a table whose security is forced, and these are the rows of all businesses.
alter table changes no force row level security;
alter table stock_receipts no force row level security;
insert into stock_receipts (business_id, id, store_id, till_id, change_id, supplier_id, note, received_by, line_count, cost_minor,
    occurred_at, business_date, created_at, updated_at)
select c.business_id, (c.p ->> 'receiptId')::uuid, c.store_id, c.till_id, c.id, (c.p ->> 'supplierId')::uuid, c.p ->> 'note', c.actor_id,
    jsonb_array_length(c.p -> 'lines'),
    (select sum(round((line ->> 'quantityMilli')::numeric * (line ->> 'unitCostE4')::numeric / 10000000)) from jsonb_array_elements(c.p -> 'lines') line),
    c.occurred_at, c.business_date, c.created_at, c.created_at
  from (select *, body::jsonb -> 'payload' as p from changes
         where type = 'stock.received' and outcome in ('applied', 'applied_for_review')) c
on conflict (business_id, id) do nothing;
alter table stock_receipts force row level security;
alter table changes force row level security;
