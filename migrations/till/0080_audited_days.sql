-- Closed days of this till that were compared with the office's: what came of it, and when it is done again.
CREATE TABLE audited_days (
  business_date TEXT NOT NULL PRIMARY KEY, agrees INTEGER NOT NULL, tries INTEGER NOT NULL, ask_again_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
