-- What tills sent so that somebody can help them: where each lies in the file store, the newest few of each till.
create table support_bundles (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  till_id uuid not null,
  store_id uuid not null,
  content_hash text not null,
  byte_count integer not null,
  reference text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  unique (business_id, till_id, content_hash)
);
select guard_tenant_table('support_bundles', 'select, insert, delete');
