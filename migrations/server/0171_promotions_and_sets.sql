-- What is given for a time, and what is sold as a set: records that merge field by field, like all of the catalogue.
create table promotions (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  target jsonb not null default '{"kind": "all"}',
  rule jsonb not null default '{"kind": "percent", "ppm": 1}',
  store_ids uuid[] not null default '{}',
  valid_from_ms bigint not null default 0,
  valid_to_ms bigint,
  is_active boolean not null default true,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('promotions', 'select, insert, update');

create table bundles (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  variant_id uuid,
  part_variant_id uuid,
  quantity_milli bigint not null default 1000,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index bundles_by_variant on bundles (business_id, variant_id);
create index bundles_by_part on bundles (business_id, part_variant_id);
select guard_tenant_table('bundles', 'select, insert, update');

create index prices_by_list on prices (business_id, price_list_id);
