-- Keys of machines whose place another took: with one a till can only leave what it had sold, for approval.
create table till_old_keys (
  business_id uuid not null,
  till_id uuid not null,
  public_key text not null,
  -- The epoch that its machine wrote under.
  epoch_counter integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, till_id, public_key),
  foreign key (business_id, till_id) references till_sync (business_id, till_id)
);
select guard_tenant_table('till_old_keys', 'select, insert, delete');

-- Processes of a copied machine that the owner did not choose: they have to enrol as a new till.
alter table till_sync add column outcast_boot_ids uuid[] not null default '{}';
