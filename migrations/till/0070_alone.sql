-- What the ids that this till made while it was alone became in the business that it joined.
CREATE TABLE id_aliases (old_id TEXT NOT NULL PRIMARY KEY, new_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
