-- Rows that came while a class is read anew: what did not come by its end is gone at the office.
CREATE TABLE resync_seen (entity TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
