/** One thing that must hold in a till's money file. */
export type TillCheck = {
  /** What is compared, as the printed line begins. */
  readonly name: string;
  /** A row for each difference: `subject`, `kept` and `truth` as text. `:nowMs` is the time by the clock of whoever asks. */
  readonly sql: string;
};

/** What the log holds of some kinds of change, with the payload as it was written. */
const SAID = (types: string): string =>
  `SELECT id, type, epoch, seq, json_extract(body, '$.payload') AS p FROM change_log WHERE type IN (${types})`;

/** Acknowledged changes are kept so long: of what is younger, the log has the change. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

const TILL_ID = "(SELECT json_extract(value, '$.tillId') FROM meta WHERE key = 'identity')";
const SERIES = "(SELECT json_extract(value, '$.series') FROM meta WHERE key = 'epoch')";
const EPOCH = "(SELECT json_extract(value, '$.epoch') FROM meta WHERE key = 'epoch')";

const CHAIN: readonly TillCheck[] = [
  {
    name: 'body of a change',
    sql: `SELECT 'epoch ' || epoch || ' change ' || seq AS subject, body_hash AS kept, sha256(body) AS truth
      FROM change_log WHERE body_hash <> sha256(body)`,
  },
  {
    name: 'chain',
    sql: `SELECT 'epoch ' || epoch || ' change ' || seq AS subject, hash AS kept, truth FROM (
        SELECT c.epoch, c.seq, c.hash, sha256(
          CASE WHEN c.seq = 1 THEN sha256(${TILL_ID} || char(10) || c.epoch || char(10)
            || (SELECT json_extract(value, '$.previousHash') FROM meta WHERE key = 'epoch')) ELSE b.hash END
          || char(10) || c.epoch || char(10) || c.seq || char(10) || c.body_hash) AS truth
        FROM change_log c LEFT JOIN change_log b ON b.epoch = c.epoch AND b.seq = c.seq - 1
        -- Where a chain of an earlier epoch began is known to the office alone, and what was pruned is not followed.
        WHERE (c.seq = 1 AND c.epoch = ${EPOCH}) OR b.hash IS NOT NULL
      ) WHERE hash <> truth`,
  },
  {
    name: 'chain without holes',
    sql: `SELECT 'epoch ' || epoch AS subject, count(*) || ' changes' AS kept, 'all from ' || min(seq) || ' to ' || max(seq) AS truth
      FROM change_log WHERE epoch = ${EPOCH} GROUP BY epoch HAVING count(*) <> max(seq) - min(seq) + 1`,
  },
  {
    name: 'clock',
    sql: `SELECT 'the clock’s mark' AS subject, value AS kept, 'at least ' || (SELECT max(hlc) FROM change_log) AS truth
      FROM meta WHERE key = 'hlc' AND value < (SELECT max(hlc) FROM change_log)`,
  },
];

/** What a Z report could count: sales that this till knew by then, and of which it had not heard that they were taken back. */
const COUNTED_AT_CLOSE = `(s.closed_at_ms IS NULL
  OR (coalesce(o.heard_ms, 0) <= s.closed_at_ms AND (o.voided_ms IS NULL OR o.voided_ms > s.closed_at_ms)))`;

const SALES: readonly TillCheck[] = [
  {
    name: 'sale and its change',
    sql: `WITH truth AS (
        SELECT json_extract(p, '$.saleId') AS id, json_extract(p, '$.receiptNumber') AS number,
          concat_ws(' / ', json_extract(p, '$.receiptNumber'), json_extract(p, '$.totalMinor'), json_extract(p, '$.taxMinor'),
            json_array_length(p, '$.lines') || ' lines', json_array_length(p, '$.payments') || ' payments of '
            || (SELECT coalesce(sum(json_extract(value, '$.amountMinor')), 0) FROM json_each(p, '$.payments'))) AS words
        FROM (${SAID("'sale.completed', 'sale.refunded'")})
      ), kept AS (
        SELECT s.id, concat_ws(' / ', s.receipt_number, s.total_minor, s.tax_minor,
            json_array_length(d.document, '$.sale.lines') || ' lines',
            (SELECT count(*) || ' payments of ' || coalesce(sum(amount_minor), 0) FROM payments y WHERE y.sale_id = s.id)) AS words
        FROM sales s LEFT JOIN sale_documents d ON d.sale_id = s.id
      )
      SELECT 'sale ' || t.number AS subject, k.words AS kept, t.words AS truth
      FROM truth t LEFT JOIN kept k ON k.id = t.id WHERE k.words IS NOT t.words`,
  },
  {
    name: 'sale without a change',
    sql: `SELECT 'sale ' || receipt_number AS subject, id AS kept, 'no change in the log' AS truth FROM sales s
      WHERE is_own = 1 AND till_id = ${TILL_ID} AND occurred_ms > :nowMs - ${KEPT_MS}
        AND NOT EXISTS (SELECT 1 FROM change_log c WHERE c.entity_id = s.id AND c.type IN ('sale.completed', 'sale.refunded'))`,
  },
  {
    name: 'receipt number',
    sql: `SELECT receipt_number AS subject, count(*) || ' sales' AS kept, 'one sale' AS truth
      FROM sales WHERE is_own = 1 AND till_id = ${TILL_ID} GROUP BY receipt_number HAVING count(*) > 1`,
  },
  {
    name: 'receipt counter',
    sql: `WITH given AS (
        SELECT substr(receipt_number, 1, length(receipt_number) - length(rtrim(receipt_number, '0123456789'))) AS unused,
          rtrim(rtrim(receipt_number, '0123456789'), '-') AS head,
          CAST(substr(receipt_number, length(rtrim(receipt_number, '0123456789')) + 1) AS INTEGER) AS counter
        FROM sales WHERE is_own = 1 AND till_id = ${TILL_ID}
      ), series AS (
        SELECT replace(head, rtrim(head, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') AS letters, max(counter) AS counter FROM given GROUP BY 1
      )
      SELECT 'series ' || letters AS subject, coalesce(m.value, '0') AS kept, 'at least ' || counter AS truth
      FROM series LEFT JOIN meta m ON m.key = 'receipt_counter:' || letters
      -- No number of an earlier series is given any more.
      WHERE letters = ${SERIES} AND coalesce(CAST(m.value AS INTEGER), 0) < counter`,
  },
];

const STOCK: readonly TillCheck[] = [
  {
    name: 'stock of a change',
    sql: `WITH said AS (${SAID("'sale.completed', 'sale.refunded', 'stock.adjusted', 'stock.received', 'stock.transferred', 'stock.transfer_received'")}),
      truth AS (
        SELECT s.id, count(*) AS n, sum(-json_extract(move.value, '$.quantityMilli')) AS milli
        FROM said s, json_each(s.p, '$.lines') line, json_each(line.value, '$.moves') move
        WHERE s.type LIKE 'sale.%' GROUP BY s.id
        UNION ALL
        SELECT s.id, count(*), sum(CASE s.type WHEN 'stock.transferred' THEN -1 ELSE 1 END * json_extract(line.value, '$.quantityMilli'))
        FROM said s, json_each(s.p, '$.lines') line
        -- What was lost on the way was on no shelf here.
        WHERE s.type LIKE 'stock.%' AND (s.type <> 'stock.transfer_received' OR json_extract(line.value, '$.quantityMilli') <> 0) GROUP BY s.id
      ), kept AS (SELECT change_id AS id, count(*) AS n, sum(quantity_milli) AS milli FROM stock_movements GROUP BY change_id)
      SELECT 'change ' || t.id AS subject, k.n || ' moves of ' || k.milli AS kept, t.n || ' moves of ' || t.milli AS truth
      FROM truth t LEFT JOIN kept k USING (id) WHERE k.n IS NOT t.n OR k.milli IS NOT t.milli`,
  },
  {
    name: 'movement without a change',
    sql: `SELECT 'movement ' || m.id AS subject, 'change ' || m.change_id AS kept, 'no change in the log' AS truth FROM stock_movements m
      WHERE NOT EXISTS (SELECT 1 FROM change_log c WHERE c.id = m.change_id)
        -- The first digits of a version 7 id are its time.
        AND hex_number(substr(replace(m.change_id, '-', ''), 1, 12)) > :nowMs - ${KEPT_MS}`,
  },
  {
    name: 'count',
    sql: `WITH truth AS (
        SELECT s.id, count(*) AS n, sum(json_extract(line.value, '$.countedMilli')) AS milli
        FROM (${SAID("'stock.counted'")}) s, json_each(s.p, '$.lines') line GROUP BY s.id
      ), kept AS (SELECT change_id AS id, count(*) AS n, sum(counted_milli) AS milli FROM own_counts GROUP BY change_id)
      SELECT 'change ' || t.id AS subject, k.n || ' shelves of ' || k.milli AS kept, t.n || ' shelves of ' || t.milli AS truth
      FROM truth t LEFT JOIN kept k USING (id) WHERE k.n IS NOT t.n OR k.milli IS NOT t.milli`,
  },
];

const LEDGERS: readonly TillCheck[] = [
  {
    name: 'money received and its change',
    sql: `WITH truth AS (
        SELECT json_extract(paid.value, '$.id') AS id,
          concat_ws(' / ', coalesce(json_extract(s.p, '$.receivedId'), json_extract(s.p, '$.loadId')),
          json_extract(s.p, '$.saleId'), CASE s.type WHEN 'payment.received' THEN json_extract(s.p, '$.customerId') END,
          json_extract(s.p, '$.shiftId'), json_extract(paid.value, '$.method'), json_extract(paid.value, '$.amountMinor')) AS words
        FROM (${SAID("'payment.received', 'credit.loaded'")}) s, json_each(s.p, '$.payments') paid
      ), kept AS (
        SELECT id, concat_ws(' / ', received_id, sale_id, customer_id, shift_id, method, amount_minor) AS words FROM received_payments
      )
      SELECT 'payment ' || t.id AS subject, k.words AS kept, t.words AS truth
      FROM truth t LEFT JOIN kept k USING (id) WHERE k.words IS NOT t.words`,
  },
  {
    name: 'ledger of a change',
    sql: `WITH truth AS (
        SELECT s.id || ' ' || json_extract(paid.value, '$.id') AS id, json_extract(s.p, '$.customerId') || ' '
          || CASE s.type WHEN 'payment.received' THEN -json_extract(paid.value, '$.amountMinor')
            ELSE json_extract(paid.value, '$.amountMinor') END AS words
        FROM (${SAID("'sale.completed', 'sale.refunded', 'payment.received'")}) s, json_each(s.p, '$.payments') paid
        WHERE json_extract(s.p, '$.customerId') IS NOT NULL
          AND (s.type = 'payment.received') <> (json_extract(paid.value, '$.method') = 'credit')
          AND json_extract(paid.value, '$.state') IN ('confirmed', 'pending')
      ), kept AS (
        SELECT change_id || ' ' || id AS id, account_id || ' ' || amount_minor AS words FROM ledger_entries WHERE account_kind = 'customer'
      )
      SELECT 'entry ' || t.id AS subject, k.words AS kept, t.words AS truth
      FROM truth t LEFT JOIN kept k USING (id) WHERE k.words IS NOT t.words`,
  },
];

const CREDITS: readonly TillCheck[] = [
  {
    name: 'ledger of a credit',
    sql: `WITH said AS (${SAID("'sale.completed', 'sale.refunded', 'payment.received', 'credit.loaded'")}),
      truth AS (
        SELECT id AS change_id, json_extract(p, '$.creditId') AS credit, json_extract(p, '$.amountMinor') AS amount
        FROM said WHERE type = 'credit.loaded' AND json_extract(p, '$.amountMinor') <> 0
        UNION ALL
        SELECT s.id, json_extract(paid.value, '$.reference'), -json_extract(paid.value, '$.amountMinor')
        FROM said s, json_each(s.p, '$.payments') paid
        WHERE json_extract(paid.value, '$.method') IN ('gift_card', 'store_credit')
          AND length(json_extract(paid.value, '$.reference')) = 36
      ), summed AS (SELECT change_id, credit, sum(amount) AS amount FROM truth GROUP BY 1, 2),
      kept AS (
        SELECT change_id, account_id AS credit, sum(amount_minor) AS amount FROM ledger_entries WHERE account_kind = 'credit' GROUP BY 1, 2
      )
      SELECT 'change ' || t.change_id AS subject, k.amount AS kept, t.amount AS truth
      FROM summed t LEFT JOIN kept k USING (change_id, credit) WHERE k.amount IS NOT t.amount`,
  },
  {
    name: 'credit and its change',
    sql: `SELECT 'credit ' || json_extract(s.p, '$.creditId') AS subject, c.code_hash AS kept, json_extract(s.p, '$.codeHash') AS truth
      FROM (${SAID("'credit.loaded'")}) s LEFT JOIN credits c ON c.id = json_extract(s.p, '$.creditId')
      WHERE c.code_hash IS NOT json_extract(s.p, '$.codeHash')`,
  },
];

const DRAWER: readonly TillCheck[] = [
  {
    name: 'cash of a drawer',
    sql: `WITH truth AS (
        SELECT json_extract(p, '$.cashMovementId') AS id, json_extract(p, '$.kind') || ' ' || json_extract(p, '$.amountMinor') AS words
        FROM (${SAID("'cash.moved'")})
      )
      SELECT 'cash movement ' || t.id AS subject, m.kind || ' ' || m.amount_minor AS kept, t.words AS truth
      FROM truth t LEFT JOIN cash_movements m ON m.id = t.id WHERE m.kind || ' ' || m.amount_minor IS NOT t.words`,
  },
  {
    name: 'Z report',
    sql: `WITH closed AS (
        SELECT json_extract(p, '$.shiftId') AS id, json_extract(p, '$.expectedMinor') AS expected,
          json_extract(p, '$.saleCount') AS sales, json_extract(p, '$.refundCount') AS refunds
        FROM (${SAID("'shift.closed'")})
      ), truth AS (
        SELECT s.id, s.expected_minor AS row_expected, s.float_minor
          + coalesce((SELECT sum(y.amount_minor) FROM payments y JOIN sales o ON o.id = y.sale_id
              WHERE y.shift_id = s.id AND y.method = 'cash' AND ${COUNTED_AT_CLOSE}), 0)
          + coalesce((SELECT sum(amount_minor) FROM received_payments r WHERE r.shift_id = s.id AND r.method = 'cash'), 0)
          + coalesce((SELECT sum(CASE kind WHEN 'in' THEN amount_minor ELSE -amount_minor END)
              FROM cash_movements m WHERE m.shift_id = s.id), 0) AS expected,
          (SELECT count(*) FROM sales o WHERE o.shift_id = s.id AND o.kind <> 'refund' AND ${COUNTED_AT_CLOSE}) AS sales,
          (SELECT count(*) FROM sales o WHERE o.shift_id = s.id AND o.kind = 'refund' AND ${COUNTED_AT_CLOSE}) AS refunds
        -- Only of a drawer that was opened as long as the log goes back is everything here.
        FROM shifts s WHERE EXISTS (SELECT 1 FROM change_log c WHERE c.type = 'shift.opened' AND c.entity_id = s.id)
      )
      SELECT 'shift ' || c.id AS subject,
        concat_ws(' / ', 'expected ' || c.expected, 'in its row ' || t.row_expected, c.sales || ' sales', c.refunds || ' refunds') AS kept,
        concat_ws(' / ', 'expected ' || t.expected, 'in its row ' || t.expected, t.sales || ' sales', t.refunds || ' refunds') AS truth
      FROM closed c JOIN truth t USING (id)
      WHERE c.expected <> t.expected OR t.row_expected IS NOT t.expected OR c.sales <> t.sales OR c.refunds <> t.refunds`,
  },
];

const EXPENSES: readonly TillCheck[] = [
  {
    name: 'expense and its changes',
    sql: `WITH said AS (${SAID("'expense.recorded', 'expense.corrected'")}),
      truth AS (
        SELECT json_extract(r.p, '$.expenseId') AS id, concat_ws(' / ', json_extract(r.p, '$.amountMinor'), json_extract(r.p, '$.expenseDate'),
          json_extract(r.p, '$.paymentMethod'), json_extract(r.p, '$.cashMovementId'),
          CASE WHEN (SELECT json_extract(c.p, '$.isRemoved') FROM said c JOIN change_log l ON l.id = c.id
            WHERE c.type = 'expense.corrected' AND json_extract(c.p, '$.expenseId') = json_extract(r.p, '$.expenseId')
            ORDER BY l.hlc DESC LIMIT 1) = 1 THEN 'removed' END) AS words
        FROM said r WHERE r.type = 'expense.recorded'
      ), kept AS (
        SELECT e.id, concat_ws(' / ', e.amount_minor, e.expense_date, e.payment_method, e.cash_movement_id,
          CASE WHEN (SELECT c.is_removed FROM expense_corrections c WHERE c.expense_id = e.id ORDER BY c.hlc DESC LIMIT 1) = 1 THEN 'removed' END) AS words
        FROM expenses e
      )
      SELECT 'expense ' || t.id AS subject, k.words AS kept, t.words AS truth
      FROM truth t LEFT JOIN kept k USING (id) WHERE k.words IS NOT t.words`,
  },
];

/** All that is held against the words of the log, which every row follows from. */
export const TILL_CHECKS: readonly TillCheck[] = [
  ...CHAIN,
  ...SALES,
  ...STOCK,
  ...LEDGERS,
  ...CREDITS,
  ...DRAWER,
  ...EXPENSES,
];
