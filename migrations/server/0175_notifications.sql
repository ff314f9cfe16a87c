-- What people are told without asking, by whom it was read, and how it reached them.

-- What was told of already, so that nobody hears of the same thing twice; a thing that is over goes, and may come again.
create table noticed (
  business_id uuid not null references businesses (business_id),
  type text not null,
  thing text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, type, thing)
);
select guard_tenant_table('noticed', 'select, insert, delete');

create table notifications (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  user_id uuid not null,
  type text not null,
  store_id uuid,
  title text not null,
  message text not null,
  data jsonb not null,
  is_read boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index notifications_by_user on notifications (business_id, user_id, created_at, id);
alter table notifications add primary key (business_id, id);
select guard_tenant_table('notifications', 'select, insert, update, delete');

create table notification_preferences (
  business_id uuid not null references businesses (business_id),
  user_id uuid not null,
  type text not null,
  channel text not null check (channel in ('app', 'email', 'push')),
  is_on boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, user_id, type, channel)
);
select guard_tenant_table('notification_preferences', 'select, insert, update');

-- Messages on their way. One is some server's until `try_after`, and `sending` from when the other side may have it: then it is
-- not sent again. `target_id` is what it goes to or comes from besides a person: a browser, or a report that is sent at its time.
create table outgoing (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  channel text not null check (channel in ('email', 'push', 'report')),
  user_id uuid not null,
  target_id uuid,
  subject text not null,
  message text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed')),
  tries integer not null,
  try_after timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index outgoing_waiting on outgoing (business_id, try_after) where state = 'waiting';
create index outgoing_done on outgoing (business_id, updated_at) where state <> 'waiting';
select guard_tenant_table('outgoing', 'select, insert, update, delete');
