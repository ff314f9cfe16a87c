-- Closed days of this till that were compared with the office: what their sales came to then, and when to ask again.
CREATE TABLE audited_days (
  business_date TEXT NOT NULL PRIMARY KEY, sale_count INTEGER NOT NULL, total_minor INTEGER NOT NULL,
  agrees INTEGER NOT NULL, tries INTEGER NOT NULL, ask_again_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sales_own_by_date ON sales (business_date) WHERE is_own = 1;
