-- A sale of another store, which this till asked the office for: its goods may come back here, its money is that store's.
ALTER TABLE sales ADD COLUMN is_elsewhere INTEGER NOT NULL DEFAULT 0;
