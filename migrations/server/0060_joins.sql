-- Tills that began alone and asked to join this business: what they sent, until the owner confirms.
create table till_joins (
  business_id uuid not null,
  till_id uuid not null,
  store_id uuid not null,
  -- The business and store that the till made for itself.
  old_business_id uuid not null,
  old_store_id uuid not null,
  public_key text not null,
  app_version text not null,
  protocol integer not null,
  epoch text collate "C" not null,
  series text collate "C" not null,
  records jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'joined')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id),
  foreign key (business_id, store_id) references stores (business_id, id)
);
select guard_tenant_table('till_joins', 'select, insert, update');
