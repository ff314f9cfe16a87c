-- Who goods are bought from: a record like the others of the catalogue.
CREATE TABLE suppliers (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
  contact_person TEXT NOT NULL, notes TEXT NOT NULL, is_active INTEGER NOT NULL,
  ranks TEXT NOT NULL, included_epoch TEXT, included_seq INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
