-- What a business pays for its plan. Plans are the server's own and the same for every business.

insert into subscription_plans (id, name, price_minor, currency, billing_period, features, created_at, updated_at) values
  ('01960000-0000-7000-8000-000000000001', 'Starter', 500000, 'NGN', 'monthly',
    '{"users": 5, "stores": 1, "tills": 2, "orders": 3000}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('01960000-0000-7000-8000-000000000002', 'Starter', 5000000, 'NGN', 'yearly',
    '{"users": 5, "stores": 1, "tills": 2, "orders": 3000}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('01960000-0000-7000-8000-000000000003', 'Growth', 1500000, 'NGN', 'monthly',
    '{"users": 25, "stores": 3, "tills": 10, "orders": 20000}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('01960000-0000-7000-8000-000000000004', 'Growth', 15000000, 'NGN', 'yearly',
    '{"users": 25, "stores": 3, "tills": 10, "orders": 20000}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('01960000-0000-7000-8000-000000000005', 'Chain', 4500000, 'NGN', 'monthly',
    '{"users": null, "stores": null, "tills": null, "orders": null}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('01960000-0000-7000-8000-000000000006', 'Chain', 45000000, 'NGN', 'yearly',
    '{"users": null, "stores": null, "tills": null, "orders": null}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');

create table subscription_payments (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  plan_id uuid not null references subscription_plans (id),
  provider text not null,
  -- What the provider knows it by.
  reference text not null,
  -- What the plan cost when the checkout was opened: what comes in is held against it.
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  billing_period text not null check (billing_period in ('monthly', 'yearly')),
  -- It only moves on: a message that comes late changes nothing.
  state text not null default 'pending' check (state in ('pending', 'failed', 'mismatched', 'paid', 'reversed')),
  -- What the provider says came in, where that is another sum.
  received_minor bigint,
  received_currency text,
  paid_at timestamptz,
  checked_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create unique index subscription_payments_by_reference on subscription_payments (provider, reference);
create index subscription_payments_by_time on subscription_payments (business_id, created_at);
select guard_tenant_table('subscription_payments', 'select, insert, update');
select allow_exact_look_up('subscription_payments');

-- A message of the provider names a reference and no business.
create function find_subscription_payment(wanted_provider text, wanted_reference text)
returns table (business_id uuid, payment_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.business_id, p.id from public.subscription_payments p
  where p.provider = wanted_provider and p.reference = wanted_reference
$$;
revoke execute on function find_subscription_payment(text, text) from public;
grant execute on function find_subscription_payment(text, text) to stockavoo_app;
