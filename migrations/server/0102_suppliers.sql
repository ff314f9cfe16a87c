-- Who goods are bought from: a record that tills know too.
create table suppliers (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  email text not null default '',
  phone text not null default '',
  address text not null default '',
  contact_person text not null default '',
  notes text not null default '',
  is_active boolean not null default true,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index suppliers_by_name on suppliers (business_id, lower(name));
select guard_tenant_table('suppliers', 'select, insert, update');
create index products_by_supplier on products (business_id, supplier_id) where supplier_id is not null;
