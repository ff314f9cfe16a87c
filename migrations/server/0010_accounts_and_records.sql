-- Businesses, their people, and the records that tills and web edit field by field.
-- Ids and times come from the program, never from SQL. Each record keeps the rank of every field in field_ranks.

-- The role of the running server: it owns nothing and row-level security holds for it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'stockavoo_app') then
    create role stockavoo_app nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit noreplication;
  end if;
exception
  -- Roles belong to the whole cluster: another database may be made in the same moment.
  when duplicate_object or unique_violation then null;
end $$;

do $$
begin
  if not pg_has_role(current_user, 'stockavoo_app', 'member') then
    execute format('grant stockavoo_app to %I', current_user);
  end if;
  execute format('revoke create on schema public from public');
  execute format('grant usage on schema public to stockavoo_app');
end $$;

-- Every table of a business goes through this once: rows of other businesses are neither seen nor written.
-- Tells the planner, until a table's first ANALYZE, that its rows may all be of one business, one store and one till, as in a
-- young shop. Without it every index that begins with business_id looks as good as the key, and a plan that is kept from
-- then reads all sales for each line that comes in. PostgreSQL before 18 can't be told, and learns it from its first ANALYZE.
create function expect_few_owners(told regclass) returns void
language plpgsql set search_path = pg_catalog, public as $$
declare
  owner_column name;
begin
  if current_setting('server_version_num')::integer < 180000 then return; end if;
  for owner_column in
    select attname from pg_attribute
    where attrelid = told and attname in ('business_id', 'store_id', 'till_id', 'epoch_counter') and not attisdropped
  loop
    execute format(
      'select pg_restore_attribute_stats(''schemaname'', %L, ''relname'', %L, ''attname'', %L, ''inherited'', false,
         ''null_frac'', 0::real, ''avg_width'', 16, ''n_distinct'', 1::real)',
      (select nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid where c.oid = told),
      (select relname from pg_class where oid = told), owner_column);
  end loop;
end $$;
revoke execute on function expect_few_owners(regclass) from public;

create function guard_tenant_table(guarded regclass, privileges text) returns void
language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format(
    'create policy of_this_business on %s to stockavoo_app
       using (business_id = nullif(current_setting(''app.business'', true), '''')::uuid)
       with check (business_id = nullif(current_setting(''app.business'', true), '''')::uuid)',
    guarded);
  execute format('grant %s on %s to stockavoo_app', privileges, guarded);
  perform expect_few_owners(guarded);
end $$;
revoke execute on function guard_tenant_table(regclass, text) from public;

-- The owner reads past the policy only inside the look-up functions below, which need it where the owner is no superuser.
create function allow_exact_look_up(looked_up regclass) returns void
language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format('create policy found_by_exact_key on %s for select to %I using (true)', looked_up, current_user);
end $$;
revoke execute on function allow_exact_look_up(regclass) from public;

create table subscription_plans (
  id uuid primary key,
  name text not null,
  price_minor bigint not null,
  currency text not null,
  billing_period text not null check (billing_period in ('monthly', 'yearly')),
  features jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
grant select on subscription_plans to stockavoo_app;

create table businesses (
  business_id uuid not null unique,
  id uuid not null check (id = business_id),
  name text not null default '',
  email text not null default '',
  phone text not null default '',
  address text not null default '',
  city text not null default '',
  state text not null default '',
  country text not null default 'NG',
  currency text not null default 'NGN',
  locale text not null default 'en-NG',
  time_zone text not null default 'UTC',
  day_start_minutes integer not null default 0,
  tax_id text not null default '',
  logo_url text,
  prices_include_tax boolean not null default true,
  cash_rounding_minor bigint not null default 0,
  owner_id uuid,
  subscription_plan_id uuid references subscription_plans (id),
  subscription_status text not null default 'trial' check (subscription_status in ('trial', 'active', 'past_due', 'cancelled')),
  subscription_expires_at timestamptz,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('businesses', 'select, insert, update');

create table stores (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  code text not null default '',
  address text not null default '',
  phone text not null default '',
  time_zone text not null default 'UTC',
  manager_id uuid,
  receipt_header text not null default '',
  receipt_footer text not null default '',
  is_active boolean not null default true,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('stores', 'select, insert, update');

create table tills (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  store_id uuid,
  name text not null default '',
  code text not null default '',
  status text not null default 'active' check (status in ('active', 'revoked', 'replaced')),
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, store_id) references stores (business_id, id)
);
create index tills_by_store on tills (business_id, store_id);
select guard_tenant_table('tills', 'select, insert, update');

create table tax_rates (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  rate_ppm integer not null default 0,
  inclusive boolean not null default true,
  valid_from_ms bigint not null default 0,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('tax_rates', 'select, insert, update');

create table roles (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  key text not null default '',
  name text not null default '',
  description text not null default '',
  permissions text[] not null default '{}',
  limits jsonb not null default '{}',
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('roles', 'select, insert, update');

-- Tills know a user as `staff`: the columns down to is_active. Somebody without e-mail signs in at tills only.
create table users (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  full_name text not null default '',
  role_id uuid,
  store_ids uuid[] not null default '{}',
  pin_hash text,
  pin_length integer check (pin_length between 4 and 8),
  is_active boolean not null default true,
  email text check (email = lower(email)),
  phone_number text not null default '',
  password_hash text,
  is_verified boolean not null default false,
  last_login timestamptz,
  totp_secret text,
  locale text not null default 'en',
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create unique index users_by_email on users (email);
create unique index users_by_id on users (id);
select guard_tenant_table('users', 'select, insert, update');
select allow_exact_look_up('users');
select allow_exact_look_up('roles');

create table settings (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  store_id uuid,
  key text not null default '',
  value jsonb not null default 'null',
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index settings_by_key on settings (business_id, key);
select guard_tenant_table('settings', 'select, insert, update');

create table categories (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  parent_id uuid,
  color integer not null default 1,
  position integer not null default 0,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('categories', 'select, insert, update');

create table products (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  description text not null default '',
  category_id uuid,
  supplier_id uuid,
  tax_rate_ids uuid[] not null default '{}',
  unit text not null default 'piece',
  returnable boolean not null default true,
  reorder_level_milli bigint not null default 10000,
  expiry_alert_days integer not null default 30,
  track_inventory boolean not null default true,
  has_variants boolean not null default false,
  has_batches boolean not null default false,
  has_serials boolean not null default false,
  is_weighed boolean not null default false,
  is_open_price boolean not null default false,
  image_url text,
  is_active boolean not null default true,
  created_by uuid,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index products_by_category on products (business_id, category_id);
create index products_by_name on products (business_id, lower(name));
create index products_by_update on products (business_id, updated_at);
select guard_tenant_table('products', 'select, insert, update');

create table product_variants (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  product_id uuid,
  name text not null default '',
  sku text not null default '',
  attributes jsonb not null default '{}',
  cost_e4 bigint not null default 0,
  selling_price_minor bigint not null default 0,
  image_url text,
  is_active boolean not null default true,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index product_variants_by_product on product_variants (business_id, product_id);
-- Not unique: two tills may give the same sku while offline; both are kept and a case is opened.
create index product_variants_by_sku on product_variants (business_id, sku);
select guard_tenant_table('product_variants', 'select, insert, update');

create table barcodes (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  variant_id uuid,
  code text not null default '',
  unit text not null default 'piece',
  factor_milli bigint not null default 1000,
  price_minor bigint,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index barcodes_by_code on barcodes (business_id, code);
create index barcodes_by_variant on barcodes (business_id, variant_id);
select guard_tenant_table('barcodes', 'select, insert, update');

create table price_lists (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  is_default boolean not null default false,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('price_lists', 'select, insert, update');

create table prices (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  variant_id uuid,
  price_list_id uuid,
  price_minor bigint not null default 0,
  valid_from_ms bigint not null default 0,
  valid_to_ms bigint,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index prices_by_variant on prices (business_id, variant_id);
select guard_tenant_table('prices', 'select, insert, update');

create table favourites (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  store_id uuid,
  variant_id uuid,
  position integer not null default 0,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('favourites', 'select, insert, update');

create table batches (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  variant_id uuid,
  number text not null default '',
  expires_on date,
  cost_e4 bigint not null default 0,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index batches_by_variant on batches (business_id, variant_id);
select guard_tenant_table('batches', 'select, insert, update');

create table customers (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  name text not null default '',
  phone text not null default '',
  email text not null default '',
  tax_id text not null default '',
  credit_limit_minor bigint not null default 0,
  price_list_id uuid,
  tax_exempt boolean not null default false,
  consent boolean not null default false,
  is_active boolean not null default true,
  field_ranks jsonb not null default '{}',
  is_deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index customers_by_phone on customers (business_id, phone);
select guard_tenant_table('customers', 'select, insert, update');

create table user_tokens (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('verify', 'reset', 'invite', 'refresh')),
  token_hash text not null,
  -- The sign-in that a refresh token descends from; reuse of an old one ends all of them.
  family uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  ip_address text not null default '',
  user_agent text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create unique index user_tokens_by_hash on user_tokens (token_hash);
create index user_tokens_by_user on user_tokens (business_id, user_id, kind);
create index user_tokens_by_family on user_tokens (business_id, family);
select guard_tenant_table('user_tokens', 'select, insert, update, delete');
select allow_exact_look_up('user_tokens');

create table audit_logs (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  user_id uuid,
  action text not null,
  entity_type text not null,
  entity_id uuid,
  old_values jsonb,
  new_values jsonb,
  ip_address text not null default '',
  user_agent text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index audit_logs_by_time on audit_logs (business_id, created_at);
create index audit_logs_by_entity on audit_logs (business_id, entity_id);
select guard_tenant_table('audit_logs', 'select, insert');

-- The first answer of a POST, for whoever sends it again with the same key.
create table idempotency_keys (
  business_id uuid not null references businesses (business_id),
  user_id uuid not null,
  key text not null,
  request_hash text not null,
  response_status integer,
  response_body text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, user_id, key)
);
create index idempotency_keys_by_time on idempotency_keys (business_id, created_at);
select guard_tenant_table('idempotency_keys', 'select, insert, update, delete');

-- What must be found before the business is known: one exact key in, one row out.
create function find_sign_in(wanted_email text)
returns table (business_id uuid, user_id uuid, password_hash text, is_verified boolean, is_active boolean, has_totp boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.business_id, u.id, u.password_hash, u.is_verified, u.is_active and not u.is_deleted, u.totp_secret is not null
  from public.users u where u.email = lower(wanted_email)
$$;

create function find_user_token(wanted_hash text)
returns table (business_id uuid, token_id uuid, user_id uuid, kind text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select t.business_id, t.id, t.user_id, t.kind from public.user_tokens t where t.token_hash = wanted_hash
$$;

-- Who is behind an access token now: a deactivated user or a changed role counts at once.
create function find_session(wanted_user uuid)
returns table (business_id uuid, user_id uuid, full_name text, role_key text, permissions text[], limits jsonb, store_ids uuid[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.business_id, u.id, u.full_name, r.key, r.permissions, r.limits, u.store_ids
  from public.users u join public.roles r on r.business_id = u.business_id and r.id = u.role_id
  where u.id = wanted_user and u.is_active and not u.is_deleted and not r.is_deleted
$$;

revoke execute on function find_sign_in(text), find_user_token(text), find_session(uuid) from public;
grant execute on function find_sign_in(text), find_user_token(text), find_session(uuid) to stockavoo_app;
