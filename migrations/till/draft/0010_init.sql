-- Open and parked sales and the print queue: what may be lost without losing money.

-- A draft's carts stand in draft_versions under draft_no * 1000000 + version. `back_to` is the version that is shown after an
-- undo; without one it is the newest. So a scan writes one row, at the end of one table.
CREATE TABLE drafts (
  draft_no INTEGER PRIMARY KEY, sale_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL CHECK (state IN ('open', 'parked')), back_to INTEGER,
  name TEXT NOT NULL DEFAULT '', parked_at_ms INTEGER, parked_by TEXT
) STRICT;
-- One sale is open at a time.
CREATE UNIQUE INDEX drafts_one_open ON drafts (state) WHERE state = 'open';

CREATE TABLE draft_versions (id INTEGER PRIMARY KEY, cart TEXT NOT NULL) STRICT;

CREATE TABLE print_jobs (
  id INTEGER PRIMARY KEY, sale_id TEXT NOT NULL, is_copy INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'printed', 'failed')),
  tries INTEGER NOT NULL DEFAULT 0, error TEXT, made_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX print_jobs_by_sale ON print_jobs (sale_id, id);
CREATE INDEX print_jobs_waiting ON print_jobs (id) WHERE state = 'waiting';

-- The first answer of each call that wrote, for a double tap. Read once at the start, so it needs no index.
CREATE TABLE call_answers (answer_no INTEGER PRIMARY KEY, call_id TEXT NOT NULL, request_hash TEXT NOT NULL, reply TEXT NOT NULL) STRICT;
