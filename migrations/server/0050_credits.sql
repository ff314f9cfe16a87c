-- Gift cards, store credits and change that is owed: which they are, and what stands on them.

create table credits (
  business_id uuid not null,
  id uuid not null,
  -- Null where it was spent here before word came of what it is.
  kind text check (kind in ('gift_card', 'store_credit', 'change_owed')),
  code_hash text,
  code_end text,
  customer_id uuid,
  -- The sum of its ledger.
  balance_minor bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 70);
create index credits_by_code on credits (business_id, code_hash);
alter table credits add primary key (business_id, id);
select guard_tenant_table('credits', 'select, insert, update');

create table credit_ledger (
  business_id uuid not null,
  -- That of the loading, or of the payment that spent it.
  id uuid not null,
  credit_id uuid not null,
  kind text not null check (kind in ('load', 'sale', 'payment')),
  document_id uuid not null,
  change_id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  -- Positive was put on it, negative was spent.
  amount_minor bigint not null,
  occurred_at timestamptz not null,
  business_date date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (business_id, store_id) references stores (business_id, id),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
create index credit_ledger_by_credit on credit_ledger (business_id, credit_id, occurred_at);
alter table credit_ledger add primary key (business_id, id);
select guard_tenant_table('credit_ledger', 'select, insert');
