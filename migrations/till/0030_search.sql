-- What the cashier searches in: one row per variant that is sold, kept right in the transaction that changes the catalogue.
CREATE TABLE search_items (
  id INTEGER PRIMARY KEY, variant_id TEXT NOT NULL UNIQUE, product_id TEXT NOT NULL,
  -- Folded words, in order and in the order of the alphabet.
  name_key TEXT NOT NULL, bag_key TEXT NOT NULL, sku_key TEXT NOT NULL
) STRICT;
CREATE INDEX search_items_by_product ON search_items (product_id);
CREATE INDEX search_items_by_name ON search_items (name_key);
CREATE INDEX search_items_by_bag ON search_items (bag_key);
CREATE INDEX search_items_by_sku ON search_items (sku_key) WHERE sku_key <> '';

CREATE VIRTUAL TABLE search_index USING fts5(words, content='', contentless_delete=1, detail='none', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");

-- Every word in use, forwards and backwards, to find what a misspelt one was meant to be.
CREATE TABLE search_words (word TEXT NOT NULL PRIMARY KEY, backwards TEXT NOT NULL, uses INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX search_words_backwards ON search_words (backwards);

CREATE INDEX product_variants_by_price ON product_variants (selling_price_minor) WHERE is_deleted = 0;
CREATE INDEX products_by_name ON products (name, id) WHERE is_active = 1 AND is_deleted = 0;
