-- Imports of products from files: how far each is and what came of it. The rows themselves are changes like any other.
create table product_imports (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  state text not null check (state in ('running', 'done', 'stopped', 'failed')),
  format text not null,
  file_name text not null,
  rows_total integer not null,
  rows_done integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  bad integer not null default 0,
  faults jsonb not null default '[]',
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index product_imports_by_time on product_imports (business_id, created_at);
select guard_tenant_table('product_imports', 'select, insert, update');
