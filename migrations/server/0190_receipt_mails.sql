-- Receipts that customers asked for by e-mail, among the messages on their way.
alter table outgoing drop constraint outgoing_channel_check;
alter table outgoing add constraint outgoing_channel_check check (channel in ('email', 'push', 'report', 'receipt'));

-- What was asked for in these days, without reading the journal.
create index till_journal_receipts on till_journal (business_id, created_at) where type = 'receipt.sent';
