import { type Connection } from '../connection.ts';
import type { StoredPayment } from './sales.ts';

/** A payment of a finished sale of the store, or money that this till took without goods. */
export type PromisedPayment = Pick<StoredPayment, 'id' | 'method' | 'amountMinor' | 'state' | 'reference'> & {
  /** What it pays: a sale, or the receipt of money that came without goods. */
  readonly documentId: string;
  readonly atMs: number;
  readonly takenBy: string;
  readonly receiptNumber: string | null;
  readonly customerName: string | null;
};

/** How many there are, what is to come in, and what is to go back to customers. */
type PromisedSum = { readonly count: number; readonly comesMinor: number; readonly goesMinor: number };

// Nothing of a voided sale counts, whatever becomes of its money; that of another store is waited for there.
const PROMISED = `SELECT * FROM (
    SELECT y.id, y.method, y.amount_minor AS amountMinor, y.state, y.reference, y.sale_id AS documentId, s.occurred_ms AS atMs,
      s.cashier_name AS takenBy, s.receipt_number AS receiptNumber, s.customer_name AS customerName
    FROM payments y JOIN sales s ON s.id = y.sale_id WHERE s.voided_ms IS NULL AND s.is_elsewhere = 0
    UNION ALL
    SELECT r.id, r.method, r.amount_minor, r.state, r.reference, coalesce(r.sale_id, r.received_id), r.occurred_ms,
      coalesce(p.full_name, ''), s.receipt_number, coalesce(c.name, s.customer_name)
    FROM received_payments r LEFT JOIN staff p ON p.id = r.actor_id LEFT JOIN customers c ON c.id = r.customer_id
      LEFT JOIN sales s ON s.id = r.sale_id
  )`;

/** Money that was promised: asked when somebody looks at the list, so all payments that are kept are looked through. */
export function readPromised(db: Connection) {
  const newest = db.prepare<[string, number], PromisedPayment>(
    `${PROMISED} WHERE state = ? ORDER BY atMs DESC, id LIMIT ?`,
  );
  const sum = db.prepare<[string], PromisedSum>(
    `SELECT count(*) AS count, coalesce(sum(max(amountMinor, 0)), 0) AS comesMinor, coalesce(sum(max(-amountMinor, 0)), 0) AS goesMinor
     FROM (${PROMISED}) WHERE state = ?`,
  );
  const byId = db.prepare<[string], PromisedPayment>(`${PROMISED} WHERE id = ?`);
  return {
    newest: (state: PromisedPayment['state'], limit: number): PromisedPayment[] => newest.all(state, limit),
    sum: (state: PromisedPayment['state']): PromisedSum => sum.get(state) ?? { count: 0, comesMinor: 0, goesMinor: 0 },
    byId: (id: string): PromisedPayment | null => byId.get(id) ?? null,
  };
}
