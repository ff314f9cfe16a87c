-- The second factor of a sign-in: an app that shows a code every half minute, and codes on paper for when it is lost.

alter table users
  -- Sealed, as totp_secret is; counts once the first code of it was typed.
  add column totp_pending text,
  -- The half minute of the last code that was taken: each code works once.
  add column totp_last_step bigint not null default 0;

create table recovery_codes (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
create index recovery_codes_by_user on recovery_codes (business_id, user_id);
select guard_tenant_table('recovery_codes', 'select, insert, update, delete');
