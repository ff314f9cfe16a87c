-- When each business was audited last. A job belongs to no business, so what it plans by lies outside of the tenants' tables;
-- it holds ids and times alone.
create schema jobs;
grant usage on schema jobs to stockavoo_app;

create table jobs.nightly_audits (
  business_id uuid primary key references businesses (business_id),
  audited_at timestamptz,
  difference_count integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
grant select, update on jobs.nightly_audits to stockavoo_app;

create function jobs.plan_audit() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into jobs.nightly_audits (business_id, created_at, updated_at) values (new.business_id, new.created_at, new.created_at)
    on conflict do nothing;
  return null;
end $$;
revoke execute on function jobs.plan_audit() from public;
create trigger audits_are_planned after insert on businesses for each row execute function jobs.plan_audit();
