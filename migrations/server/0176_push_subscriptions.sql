-- Browsers whose owners want to be told without looking. The address is the browser's own: whoever signs in there last has it.
create table push_subscriptions (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  user_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  agent text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create unique index push_subscriptions_by_endpoint on push_subscriptions (business_id, endpoint);
create index push_subscriptions_by_user on push_subscriptions (business_id, user_id, created_at);
select guard_tenant_table('push_subscriptions', 'select, insert, update, delete');
