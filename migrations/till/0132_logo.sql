-- The business's logo as it is printed and shown; its address is in the record of the business.
CREATE TABLE kept_logo (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  url TEXT NOT NULL,
  picture BLOB NOT NULL
) STRICT;
