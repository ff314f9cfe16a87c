-- A page of a list that grows without end, by each filter and order that it has, without reading all that ever was.
create index expenses_by_store on expenses (business_id, store_id, expense_date, id);
create index expenses_by_creator on expenses (business_id, created_by, expense_date, id);
create index expenses_by_entry on expenses (business_id, created_at, id);
create index stock_transfers_by_state on stock_transfers (business_id, state, occurred_at, id);
create index stock_transfers_by_sender on stock_transfers (business_id, from_store_id, occurred_at, id);
create index stock_transfers_by_receiver on stock_transfers (business_id, to_store_id, occurred_at, id);
create index stock_transfer_lines_by_variant on stock_transfer_lines (business_id, variant_id, transfer_id);
create index purchase_orders_by_state on purchase_orders (business_id, state, number);
-- One of which nobody knows when it comes stands last, either way.
create index purchase_orders_soonest on purchase_orders (business_id, (coalesce(expected_on, date '2999-12-31')), id);
create index purchase_orders_latest on purchase_orders (business_id, (coalesce(expected_on, date '1900-01-01')), id);
create index sync_quarantine_by_state on sync_quarantine (business_id, state, created_at, id);
create index sync_quarantine_by_till on sync_quarantine (business_id, till_id, state, created_at);
create index sync_cases_by_state on sync_cases (business_id, state, created_at, id);
create index sync_cases_by_kind on sync_cases (business_id, kind, state, created_at, id);
create index sync_cases_by_entity on sync_cases (business_id, entity_id);
