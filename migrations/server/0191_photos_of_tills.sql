-- Photos of expenses that tills send: before their expense or after it, each content once. Nobody but the till is known to have
-- sent one, and it belongs to an expense of the till's own store alone.
alter table expense_receipts alter column created_by drop not null;
alter table expense_receipts add column till_id uuid;
alter table expense_receipts add column store_id uuid;
alter table expense_receipts add column content_hash text;
alter table expense_receipts add constraint sent_by_somebody check (
  (created_by is not null and till_id is null) or (till_id is not null and store_id is not null and content_hash is not null)
);
create unique index expense_receipts_sent on expense_receipts (business_id, expense_id, till_id, content_hash)
  where till_id is not null;
create index expense_receipts_by_till on expense_receipts (business_id, till_id) where till_id is not null;
