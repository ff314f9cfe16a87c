-- What customers owe: the entries, which are facts, and their sums, which tills see.

-- A payment without goods: of a debt, or a later part of a sale. Null for a payment that stands on its sale.
alter table payments add column received_id uuid;
create index payments_received on payments (business_id, received_id) where received_id is not null;

create table customer_ledger (
  business_id uuid not null,
  -- That of the payment; of money that was promised and then came to something else, that of the word of it.
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('sale', 'payment', 'settlement')),
  -- The sale, or what was received.
  document_id uuid not null,
  change_id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  -- Positive was bought on account, negative was paid or given back.
  amount_minor bigint not null,
  due_on date,
  occurred_at timestamptz not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index customer_ledger_by_customer on customer_ledger (business_id, customer_id, occurred_at);
alter table customer_ledger add primary key (business_id, id);
select guard_tenant_table('customer_ledger', 'select, insert');

create table customer_balances (
  business_id uuid not null,
  customer_id uuid not null,
  balance_minor bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, customer_id)
) with (fillfactor = 70);
select guard_tenant_table('customer_balances', 'select, insert, update');
