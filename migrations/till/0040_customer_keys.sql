-- What the search for customers looks at: folded words of the name, and the digits of the phone. The program fills them.
ALTER TABLE customers ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
DROP INDEX customers_by_phone;
CREATE INDEX customers_by_phone ON customers (phone_key) WHERE phone_key <> '';
CREATE INDEX customers_without_keys ON customers (id) WHERE name_key = '' AND phone_key = '';
