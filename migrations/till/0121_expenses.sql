-- What this till paid for something else than goods. The cash that left the drawer for it stands in cash_movements.
CREATE TABLE expenses (
  id TEXT NOT NULL PRIMARY KEY, category_id TEXT, amount_minor INTEGER NOT NULL, description TEXT NOT NULL, expense_date TEXT NOT NULL,
  payment_method TEXT NOT NULL, cash_movement_id TEXT, actor_id TEXT NOT NULL, occurred_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX expenses_by_day ON expenses (expense_date);

-- What was said of an expense later, by the change that said it; it may come back from the office before the expense itself.
CREATE TABLE expense_corrections (
  id TEXT NOT NULL PRIMARY KEY, expense_id TEXT NOT NULL, is_removed INTEGER NOT NULL, hlc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX expense_corrections_by_expense ON expense_corrections (expense_id);
