-- Reports that are sent by e-mail at their time. Each is made with the rights of `user_id`, who saved it last.
create table report_schedules (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  user_id uuid not null,
  name text not null,
  query jsonb not null,
  every text not null check (every in ('day', 'week', 'month')),
  -- Monday is 1; of a schedule by the week.
  weekday integer check (weekday between 1 and 7),
  -- Of a schedule by the month: a day that every month has.
  month_day integer check (month_day between 1 and 28),
  minute_of_day integer not null check (minute_of_day between 0 and 1439),
  recipients text[] not null,
  is_active boolean not null,
  next_at timestamptz not null,
  last_sent_at timestamptz,
  -- Why the last one did not go out, in words; null where it did.
  last_trouble text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index report_schedules_due on report_schedules (business_id, next_at) where is_active;
select guard_tenant_table('report_schedules', 'select, insert, update, delete');
