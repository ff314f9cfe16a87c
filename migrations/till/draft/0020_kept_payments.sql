-- What the customer paid of a sale before the whole was paid: beside its carts, so that taking an edit back never takes money back.
ALTER TABLE drafts ADD COLUMN payments TEXT NOT NULL DEFAULT '[]';
