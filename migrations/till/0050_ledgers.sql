-- What is owed: balances of the office, the till's own entries that they may not contain yet, and money that came without goods.

CREATE TABLE received_payments (
  id TEXT NOT NULL PRIMARY KEY, received_id TEXT NOT NULL, sale_id TEXT, customer_id TEXT, shift_id TEXT, method TEXT NOT NULL,
  amount_minor INTEGER NOT NULL, tendered_minor INTEGER NOT NULL, change_minor INTEGER NOT NULL, state TEXT NOT NULL, reference TEXT NOT NULL,
  actor_id TEXT NOT NULL, occurred_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX received_payments_by_shift ON received_payments (shift_id) WHERE shift_id IS NOT NULL;
CREATE INDEX received_payments_by_sale ON received_payments (sale_id) WHERE sale_id IS NOT NULL;

-- account_kind tells whose balance it is; quarantined and included are those of levels.
CREATE TABLE ledger_balances (
  account_kind TEXT NOT NULL, account_id TEXT NOT NULL, balance_minor INTEGER NOT NULL,
  included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, quarantined TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (account_kind, account_id)
) STRICT, WITHOUT ROWID;

-- The till's own entries; epoch and seq are those of the change.
CREATE TABLE ledger_entries (
  account_kind TEXT NOT NULL, id TEXT NOT NULL, account_id TEXT NOT NULL, change_id TEXT NOT NULL,
  epoch TEXT NOT NULL, epoch_counter INTEGER NOT NULL, seq INTEGER NOT NULL, amount_minor INTEGER NOT NULL,
  PRIMARY KEY (account_kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entries_by_account ON ledger_entries (account_kind, account_id, epoch_counter, seq);
CREATE INDEX ledger_entries_by_change ON ledger_entries (change_id);
