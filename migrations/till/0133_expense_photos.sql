-- Photos of what was bought with petty cash, on their way to the office, which keeps them. What arrived leaves only its mark here.
CREATE TABLE expense_photos (
  id TEXT NOT NULL PRIMARY KEY, expense_id TEXT NOT NULL, content_hash TEXT NOT NULL, picture BLOB, taken_ms INTEGER NOT NULL,
  sent_ms INTEGER, error TEXT, UNIQUE (expense_id, content_hash)
) STRICT;
CREATE INDEX expense_photos_waiting ON expense_photos (taken_ms, id) WHERE sent_ms IS NULL AND error IS NULL;
