-- How much waits in all businesses together, for the metrics of whoever runs the server. It gives counts and no row.
create policy counted_in_all on sync_quarantine for select to current_user using (true);
create policy counted_in_all on sync_cases for select to current_user using (true);

create function count_waiting(at timestamptz)
returns table (quarantine bigint, cases bigint, outboxes bigint, tills_active bigint, tills_silent bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select
    (select count(*) from public.sync_quarantine where state = 'waiting'),
    (select count(*) from public.sync_cases where state = 'open'),
    coalesce(sum(t.waiting_known), 0)::bigint,
    count(*),
    count(*) filter (where t.last_seen_at is null or t.last_seen_at < at - interval '5 minutes')
  from public.till_sync t
  where t.kind = 'till' and t.status = 'active' and t.public_key is not null
$$;

revoke execute on function count_waiting(timestamptz) from public;
grant execute on function count_waiting(timestamptz) to stockavoo_app;
