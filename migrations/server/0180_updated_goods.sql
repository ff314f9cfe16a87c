-- What of the catalogue changed since a moment: a price or a code is its product's too.
create index product_variants_by_update on product_variants (business_id, updated_at);
create index barcodes_by_update on barcodes (business_id, updated_at);
