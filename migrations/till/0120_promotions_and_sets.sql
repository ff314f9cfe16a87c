-- What is given for a time, and what is sold as a set.
CREATE TABLE promotions (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, target TEXT NOT NULL, rule TEXT NOT NULL, store_ids TEXT NOT NULL,
  valid_from_ms INTEGER NOT NULL, valid_to_ms INTEGER, is_active INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE bundles (
  id TEXT NOT NULL PRIMARY KEY, variant_id TEXT NOT NULL, part_variant_id TEXT NOT NULL, quantity_milli INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX bundles_by_variant ON bundles (variant_id);
