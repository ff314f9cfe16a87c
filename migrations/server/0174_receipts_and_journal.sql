-- Papers of expenses, and ways to what a list of a till's journal asks for, newest first.

-- The photo or PDF that an expense names as its receipt: where it lies in the file store.
create table expense_receipts (
  business_id uuid not null references businesses (business_id),
  id uuid not null,
  expense_id uuid not null,
  reference text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, id)
);
select guard_tenant_table('expense_receipts', 'select, insert');

create index till_journal_by_time on till_journal (business_id, occurred_at, id);
create index till_journal_by_actor on till_journal (business_id, actor_id, occurred_at);
create index till_journal_by_subject on till_journal (business_id, subject_id) where subject_id is not null;
