-- Gift cards, store credits and change that is owed: which they are. What stands on them is in ledger_balances and ledger_entries.

CREATE TABLE credits (
  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, code_hash TEXT NOT NULL, code_end TEXT NOT NULL, customer_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX credits_by_code ON credits (code_hash);
