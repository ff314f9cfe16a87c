-- What tills and server agree on: writers, epochs, sessions, received changes, quarantine, cases, and the feed.

-- Keys of the tables that take thousands of rows in a push: looked up once for each statement and parent, not once for each
-- row, which took a quarter of a push. Parents lose no rows (nobody may delete them), and keys never change, so that what
-- holds when a row is written holds for ever. The scalar look-up is never planned as a join, whose plan, kept from when the
-- parent was empty, would read it whole. `child` and `parent` name the columns in the same order.
create function key_by_statement(keyed regclass, child text[], parent_table regclass, parent text[]) returns void
language plpgsql set search_path = pg_catalog, public as $$
declare
  checker text := format('key_%s_to_%s', keyed, parent_table);
  columns text := array_to_string(child, ', ');
begin
  execute format(
    'create function public.%1$I() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $check$
     begin
       if exists (
         select from (select distinct %2$s from written) w where (select true from %3$s p where (%4$s) = (%5$s)) is null
       ) then
         raise exception ''a row of %6$s belongs to a row of %3$s that is not there'' using errcode = ''foreign_key_violation'';
       end if;
       return null;
     end $check$',
    checker, columns, parent_table,
    (select string_agg('p.' || column_name, ', ') from unnest(parent) column_name),
    (select string_agg('w.' || column_name, ', ') from unnest(child) column_name), keyed);
  execute format(
    'create trigger %1$I after insert on %2$s referencing new table as written for each statement execute function public.%1$I()',
    checker, keyed);
  execute format(
    'create trigger %I before update on %s for each row when ((%s) is distinct from (%s)) execute function public.refuse_key_change()',
    checker || '_stays', keyed,
    (select string_agg('old.' || column_name, ', ') from unnest(child) column_name),
    (select string_agg('new.' || column_name, ', ') from unnest(child) column_name));
end $$;
revoke execute on function key_by_statement(regclass, text[], regclass, text[]) from public;

create function refuse_key_change() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % never belongs to another', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Who appends changes: a till, or the server itself as till 0 (of the business: the zero id; of a store: the store's id).
-- Facts are keyed to it. A push locks its till's row first.
create table till_sync (
  business_id uuid not null references businesses (business_id),
  till_id uuid not null,
  -- Null for till 0 of the business.
  store_id uuid,
  kind text not null check (kind in ('till', 'server')),
  public_key text,
  status text not null default 'active' check (status in ('active', 'revoked', 'replaced')),
  -- The epoch that the till writes under; 0 before the first.
  epoch_counter integer not null default 0,
  -- The corrected stamp of its last change: ranks of one till never go back.
  last_stamp text collate "C" not null default '0000000000000000',
  session_offered bigint not null default 0,
  session_begun bigint not null default 0,
  -- Set while two machines are the same till; the owner names the boot that stays.
  clone_found_at timestamptz,
  staying_boot_id uuid,
  clock_ahead_ms bigint not null default 0,
  app_version text not null default '',
  protocol integer not null default 1,
  last_seen_at timestamptz,
  waiting_known integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id),
  foreign key (business_id, store_id) references stores (business_id, id)
);
create unique index till_sync_by_till on till_sync (till_id) where kind = 'till';
select guard_tenant_table('till_sync', 'select, insert, update');
select allow_exact_look_up('till_sync');

create table till_epochs (
  business_id uuid not null,
  till_id uuid not null,
  counter integer not null,
  epoch text collate "C" not null,
  series text collate "C" not null,
  certificate text not null,
  -- The last agreed hash of the epoch before: where the chain starts from.
  previous_hash text not null,
  -- How far the server received it; everything up to here is applied or waits in quarantine.
  last_seq bigint not null default 0,
  last_hash text not null default '',
  granted_to_boot uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id, counter),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
select guard_tenant_table('till_epochs', 'select, insert, update');

-- Every receipt series that the server has seen of a till, with its highest counter.
create table receipt_series (
  business_id uuid not null,
  till_id uuid not null,
  series text collate "C" not null,
  counter bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id, series),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
select guard_tenant_table('receipt_series', 'select, insert, update');

create table sync_sessions (
  business_id uuid not null,
  till_id uuid not null,
  session bigint not null,
  boot_id uuid not null,
  -- Offered although a higher session was in use than the process knew of: its first use proves a clone.
  is_suspected boolean not null,
  begun_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id, session),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
select guard_tenant_table('sync_sessions', 'select, insert, update, delete');

-- One row for each (till, epoch, seq) ever received, for ever. Bodies are kept as they came.
create table changes (
  business_id uuid not null,
  till_id uuid not null,
  epoch_counter integer not null,
  seq bigint not null,
  -- Null where what was received could not be read.
  id uuid,
  body_hash bytea not null,
  hash bytea not null,
  -- Null while it waits in quarantine, and for what is a duplicate of an older epoch's.
  body text,
  type text not null,
  v integer not null,
  entity_id uuid,
  store_id uuid,
  actor_id uuid,
  occurred_at timestamptz,
  business_date date,
  rank text collate "C" not null,
  outcome text not null check (outcome in ('applied', 'applied_for_review', 'duplicate', 'quarantined')),
  code text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select key_by_statement('changes', '{business_id, till_id, epoch_counter}', 'till_epochs', '{business_id, till_id, counter}');
create index changes_by_id on changes (business_id, id);
alter table changes add primary key (business_id, till_id, epoch_counter, seq);
alter table changes alter column body set storage main;
select guard_tenant_table('changes', 'select, insert, update');

-- What could not be applied, as the bytes that came. It ends by being applied, corrected or dismissed, and is never deleted.
create table sync_quarantine (
  business_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  epoch_counter integer not null,
  seq bigint not null,
  change_id uuid,
  type text not null,
  raw bytea not null,
  reason text not null,
  detail text not null default '',
  state text not null default 'waiting' check (state in ('waiting', 'applied', 'corrected', 'dismissed')),
  tries integer not null default 0,
  settled_by uuid,
  settled_at timestamptz,
  settled_reason text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, till_id, epoch_counter, seq) references changes (business_id, till_id, epoch_counter, seq)
);
create unique index sync_quarantine_by_change on sync_quarantine (business_id, till_id, epoch_counter, seq);
create index sync_quarantine_waiting on sync_quarantine (business_id, till_id) where state = 'waiting';
select guard_tenant_table('sync_quarantine', 'select, insert, update');

-- How often one change failed for a reason that may pass; it outlives restarts.
create table sync_tries (
  business_id uuid not null,
  till_id uuid not null,
  epoch_counter integer not null,
  seq bigint not null,
  hash text not null,
  tries integer not null,
  code text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id, epoch_counter, seq, hash)
);
select guard_tenant_table('sync_tries', 'select, insert, update, delete');

create table sync_cases (
  business_id uuid not null,
  id uuid not null,
  kind text not null,
  entity text not null,
  entity_id text not null,
  values jsonb not null,
  state text not null default 'open' check (state in ('open', 'settled')),
  settled_by uuid,
  settled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index sync_cases_open on sync_cases (business_id, kind, entity_id) where state = 'open';
select guard_tenant_table('sync_cases', 'select, insert, update');

-- What a fact refers to and what is not here yet; the transaction that brings it resolves the row.
create table awaiting (
  business_id uuid not null,
  wanted_kind text not null check (wanted_kind in ('sale', 'payment', 'product_variant', 'shift', 'customer')),
  wanted_id uuid not null,
  -- What waits: a sale, or a settlement.
  waiting_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, wanted_kind, wanted_id, waiting_id)
);
select guard_tenant_table('awaiting', 'select, insert, update, delete');

-- Products of a till that was alone before it joined: its old ids and those of the business.
create table id_aliases (
  business_id uuid not null,
  till_id uuid not null,
  old_id uuid not null,
  new_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id, old_id)
);
select guard_tenant_table('id_aliases', 'select, insert');

create table enrolment_codes (
  business_id uuid not null references businesses (business_id),
  code_hash text not null,
  store_id uuid not null,
  replaces_till_id uuid,
  -- The till that came of it, and the key that used it: the same key gets the same answer again.
  till_id uuid,
  public_key text,
  created_by uuid not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, code_hash)
);
create unique index enrolment_codes_by_hash on enrolment_codes (code_hash);
select guard_tenant_table('enrolment_codes', 'select, insert, update');
select allow_exact_look_up('enrolment_codes');

-- A till's signed request for a token counts once.
create table used_assertions (
  business_id uuid not null,
  till_id uuid not null,
  jti text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id, jti)
);
select guard_tenant_table('used_assertions', 'select, insert, delete');

-- The counter that numbers the feed of a business, and the mark that tells a restored server.
create table business_feed (
  business_id uuid primary key references businesses (business_id),
  counter bigint not null default 0,
  -- Positions below this have lost tombstones.
  tombstones_from bigint not null default 0,
  mark uuid not null,
  marked_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select guard_tenant_table('business_feed', 'select, insert, update');

-- Marks of before, each with the last number that was given under it.
create table feed_marks (
  business_id uuid not null,
  mark uuid not null,
  last_number bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, mark)
);
select guard_tenant_table('feed_marks', 'select, insert, delete');

-- One row per synced row, moved to the head by each write. scope_id: the zero id for every till of the business,
-- a store's id for its tills, a till's id for that till alone.
create table feed (
  business_id uuid not null,
  entity text collate "C" not null,
  id text collate "C" not null,
  class text collate "C" not null,
  scope_id uuid not null,
  feed_seq bigint not null,
  is_tombstone boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, entity, id)
);
create unique index feed_by_position on feed (business_id, class, scope_id, feed_seq);
select guard_tenant_table('feed', 'select, insert, update, delete');

-- The only way into the feed: the last statement before COMMIT. It takes its numbers from the one counter of the business
-- and moves all rows at once. The lock on the counter is the last one taken, so numbers become visible in their order.
create function write_feed(
  in_business uuid, written_at timestamptz, new_mark uuid,
  entities text[], ids text[], classes text[], scopes uuid[], gone boolean[]
) returns bigint
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  row_count integer := cardinality(ids);
  base bigint;
  old_mark uuid;
  old_marked_at timestamptz;
begin
  insert into business_feed as b (business_id, counter, mark, marked_at, created_at, updated_at)
    values (in_business, row_count, new_mark, written_at, written_at, written_at)
    on conflict (business_id) do update set counter = b.counter + row_count, updated_at = written_at
    returning b.counter - row_count, b.mark, b.marked_at into base, old_mark, old_marked_at;
  if old_marked_at + interval '1 minute' < written_at then
    insert into feed_marks (business_id, mark, last_number, created_at, updated_at)
      values (in_business, old_mark, base, written_at, written_at);
    update business_feed set mark = new_mark, marked_at = written_at where business_id = in_business;
  end if;
  perform set_config('stockavoo.feed_writer', 'on', true);
  insert into feed (business_id, entity, id, class, scope_id, feed_seq, is_tombstone, created_at, updated_at)
    select in_business, f.entity, f.id, f.class, f.scope_id, base + f.place, f.is_gone, written_at, written_at
    from unnest(entities, ids, classes, scopes, gone) with ordinality as f (entity, id, class, scope_id, is_gone, place)
    on conflict (business_id, entity, id) do update
      set class = excluded.class, scope_id = excluded.scope_id, feed_seq = excluded.feed_seq,
          is_tombstone = excluded.is_tombstone, updated_at = excluded.updated_at;
  perform set_config('stockavoo.feed_writer', '', true);
  return base + row_count;
end $$;

-- Tombstones of before a day are forgotten; a cursor that stands before them must read anew.
create function prune_feed(in_business uuid, before timestamptz) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  highest bigint;
begin
  perform set_config('stockavoo.feed_writer', 'on', true);
  with pruned as (
    delete from feed where business_id = in_business and is_tombstone and updated_at < before returning feed_seq
  ) select max(feed_seq) into highest from pruned;
  perform set_config('stockavoo.feed_writer', '', true);
  update business_feed set tombstones_from = greatest(tombstones_from, coalesce(highest, 0)) where business_id = in_business;
  delete from feed_marks where business_id = in_business and created_at < before - interval '20 days';
end $$;

create function refuse_other_feed_writes() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('stockavoo.feed_writer', true), '') <> 'on' then
    raise exception 'the feed is written by write_feed alone' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger feed_is_written_by_one before insert or update or delete or truncate on feed
  for each statement execute function refuse_other_feed_writes();

revoke execute on function write_feed(uuid, timestamptz, uuid, text[], text[], text[], uuid[], boolean[]),
  prune_feed(uuid, timestamptz) from public;
grant execute on function write_feed(uuid, timestamptz, uuid, text[], text[], text[], uuid[], boolean[]),
  prune_feed(uuid, timestamptz) to stockavoo_app;

-- What must be found before the business is known.
create function find_till(wanted_till uuid)
returns table (business_id uuid, store_id uuid, public_key text, status text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select t.business_id, t.store_id, t.public_key, t.status
  from public.till_sync t where t.till_id = wanted_till and t.kind = 'till'
$$;

create function find_enrolment_code(wanted_hash text)
returns table (business_id uuid, store_id uuid, replaces_till_id uuid, till_id uuid, public_key text, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.business_id, c.store_id, c.replaces_till_id, c.till_id, c.public_key, c.expires_at
  from public.enrolment_codes c where c.code_hash = wanted_hash
$$;

-- At every start each business takes a new mark: a server that came back from a backup never goes on under an old one.
create policy marked_at_start on business_feed to current_user using (true) with check (true);
create policy marked_at_start on feed_marks to current_user using (true) with check (true);
create function take_new_marks(taken_at timestamptz, run_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into feed_marks (business_id, mark, last_number, created_at, updated_at)
    select business_id, mark, counter, taken_at, taken_at from business_feed order by business_id for update
    on conflict do nothing;
  update business_feed set mark = md5(run_id::text || business_id::text)::uuid, marked_at = taken_at;
end $$;

revoke execute on function find_till(uuid), find_enrolment_code(text), take_new_marks(timestamptz, uuid) from public;
grant execute on function find_till(uuid), find_enrolment_code(text), take_new_marks(timestamptz, uuid) to stockavoo_app;
