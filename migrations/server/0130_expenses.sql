-- What a business spends beside its goods. An expense is a fact, and so is each word that corrects it: the row holds what was
-- said of it last, its corrections stand beside it for ever.

-- The heads of the books. No till shows them: they are the office's own.
create table expense_categories (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('expense_categories', 'select, insert');

create table expenses (
  business_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  change_id uuid not null,
  category_id uuid,
  amount_minor bigint not null,
  description text not null,
  -- The day that it belongs to, in the store's zone; not the day on which it was written down.
  expense_date date not null,
  payment_method text not null,
  receipt_file_id uuid,
  -- The cash that left a drawer for it.
  cash_movement_id uuid,
  is_removed boolean not null,
  -- The rank of the last word about it.
  said_rank text collate "C" not null,
  created_by uuid not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select key_by_statement('expenses', '{business_id, store_id}', 'stores', '{business_id, id}');
select key_by_statement('expenses', '{business_id, till_id}', 'till_sync', '{business_id, till_id}');
create index expenses_by_day on expenses (business_id, expense_date, id);
create index expenses_by_category on expenses (business_id, category_id) where category_id is not null;
alter table expenses add primary key (business_id, id);
select guard_tenant_table('expenses', 'select, insert, update');

create table expense_corrections (
  business_id uuid not null,
  id uuid not null,
  expense_id uuid not null,
  category_id uuid,
  amount_minor bigint not null,
  description text not null,
  expense_date date not null,
  payment_method text not null,
  receipt_file_id uuid,
  is_removed boolean not null,
  corrected_by uuid not null,
  occurred_at timestamptz not null,
  rank text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index expense_corrections_by_expense on expense_corrections (business_id, expense_id);
alter table expense_corrections add primary key (business_id, id);
select guard_tenant_table('expense_corrections', 'select, insert');

create table rollup_expenses (
  business_id uuid not null,
  store_id uuid not null,
  expense_date date not null,
  category_id uuid not null,
  expense_count bigint not null,
  amount_minor bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, store_id, expense_date, category_id)
) with (fillfactor = 70);
select guard_tenant_table('rollup_expenses', 'select, insert, update, delete');
