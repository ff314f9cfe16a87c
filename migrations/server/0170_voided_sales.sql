-- Sales that were taken back whole on their day: they keep their number and count nowhere.

alter table sales_orders add column voided_at timestamptz;
alter table sales_orders add column voided_by uuid;
alter table sales_orders add column void_reason text not null default '';

-- A payment that stands on a voided sale: it counts in no tender, no drawer and no debt.
alter table payments add column is_void boolean not null default false;

alter table customer_ledger drop constraint customer_ledger_kind_check;
alter table customer_ledger add constraint customer_ledger_kind_check check (kind in ('sale', 'payment', 'settlement', 'void'));
alter table credit_ledger drop constraint credit_ledger_kind_check;
alter table credit_ledger add constraint credit_ledger_kind_check check (kind in ('load', 'sale', 'payment', 'void'));
