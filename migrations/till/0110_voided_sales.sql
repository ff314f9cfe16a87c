-- When this till heard that a sale was taken back whole: it keeps its number, and counts in no drawer from then on.
ALTER TABLE sales ADD COLUMN voided_ms INTEGER;
-- When this till first heard of a sale that it did not make itself, such as a refund at the office out of its drawer.
ALTER TABLE sales ADD COLUMN heard_ms INTEGER;
