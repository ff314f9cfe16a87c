-- Open and parked sales and the print queue: what may be lost without losing money.

-- A draft's cart stands in draft_versions under draft_no * 1000000 + version; undo and redo move `version` between the ends.
CREATE TABLE drafts (
  draft_no INTEGER PRIMARY KEY, sale_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL CHECK (state IN ('open', 'parked')),
  version INTEGER NOT NULL, first_version INTEGER NOT NULL, last_version INTEGER NOT NULL,
  name TEXT NOT NULL DEFAULT '', parked_at_ms INTEGER, parked_by TEXT
) STRICT;
-- One sale is open at a time.
CREATE UNIQUE INDEX drafts_one_open ON drafts (state) WHERE state = 'open';

CREATE TABLE draft_versions (id INTEGER PRIMARY KEY, cart TEXT NOT NULL) STRICT;

CREATE TABLE print_jobs (
  id INTEGER PRIMARY KEY, sale_id TEXT, kind TEXT NOT NULL, document TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'printed', 'failed')),
  tries INTEGER NOT NULL DEFAULT 0, error TEXT, made_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX print_jobs_by_sale ON print_jobs (sale_id, id);
CREATE INDEX print_jobs_waiting ON print_jobs (id) WHERE state = 'waiting';

CREATE TABLE call_answers (call_id TEXT NOT NULL PRIMARY KEY, request_hash TEXT NOT NULL, reply TEXT NOT NULL, answered_ms INTEGER NOT NULL) STRICT;
CREATE INDEX call_answers_by_time ON call_answers (answered_ms);
