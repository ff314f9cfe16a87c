import type { DueOnDay } from '#shared/credit/age-debt.ts';
import { minor } from '#shared/base/money.ts';
import { type Connection } from '../connection.ts';
import type { StoredReceived } from './ledgers.ts';
import type { StoredSale } from './sales.ts';

/** A sale of a customer, with what of it went on account. */
export type BoughtSale = Pick<
  StoredSale,
  'id' | 'kind' | 'receiptNumber' | 'occurredMs' | 'totalMinor' | 'voidedMs'
> & {
  readonly onAccountMinor: number;
};
/** Money that a customer brought for a debt, with who took it. */
export type ReceivedPayment = StoredReceived & { readonly takenBy: string };

const RECEIVED = `SELECT r.id, r.received_id AS receivedId, r.sale_id AS saleId, r.customer_id AS customerId, r.shift_id AS shiftId, r.method,
  r.amount_minor AS amountMinor, r.tendered_minor AS tenderedMinor, r.change_minor AS changeMinor, r.state, r.reference, r.actor_id AS actorId,
  r.occurred_ms AS occurredMs, coalesce(p.full_name, '') AS takenBy FROM received_payments r LEFT JOIN staff p ON p.id = r.actor_id`;

/** The debt book: who may owe, what they bought on account, and what they brought. */
export function readDebts(db: Connection) {
  const accounts = db.prepare<[], { id: string }>(
    `SELECT account_id AS id FROM ledger_balances WHERE account_kind = 'customer' AND balance_minor <> 0
     UNION SELECT account_id FROM ledger_entries WHERE account_kind = 'customer'`,
  );
  const due = db.prepare<[string], { dueOn: string; amountMinor: number }>(
    `SELECT s.business_date AS dueOn, sum(y.amount_minor) AS amountMinor FROM sales s JOIN payments y ON y.sale_id = s.id
     WHERE s.customer_id = ? AND s.voided_ms IS NULL AND y.method = 'credit' AND y.amount_minor > 0 GROUP BY s.business_date`,
  );
  const bought = db.prepare<[string, number], BoughtSale>(
    `SELECT s.id, s.kind, s.receipt_number AS receiptNumber, s.occurred_ms AS occurredMs, s.total_minor AS totalMinor, s.voided_ms AS voidedMs,
       coalesce((SELECT sum(y.amount_minor) FROM payments y WHERE y.sale_id = s.id AND y.method = 'credit'), 0) AS onAccountMinor
     FROM sales s WHERE s.customer_id = ? ORDER BY s.occurred_ms DESC LIMIT ?`,
  );
  const brought = db.prepare<[string, number], ReceivedPayment>(
    `${RECEIVED} WHERE r.customer_id = ? ORDER BY r.occurred_ms DESC, r.id LIMIT ?`,
  );
  const received = db.prepare<[string], ReceivedPayment>(`${RECEIVED} WHERE r.received_id = ? ORDER BY r.id`);
  const payment = db.prepare<[string], ReceivedPayment>(`${RECEIVED} WHERE r.id = ?`);
  return {
    /** Every customer on whose account something may stand. */
    accounts: (): string[] => accounts.all().map(({ id }) => id),
    /** What a customer bought on account in this store, by day. */
    boughtByDay: (customerId: string): DueOnDay[] =>
      due.all(customerId).map(({ dueOn, amountMinor }) => ({ dueOn, amountMinor: minor(amountMinor) })),
    bought: (customerId: string, limit: number): BoughtSale[] => bought.all(customerId, limit),
    brought: (customerId: string, limit: number): ReceivedPayment[] => brought.all(customerId, limit),
    /** The payments that came together. */
    received: (receivedId: string): ReceivedPayment[] => received.all(receivedId),
    payment: (id: string): ReceivedPayment | null => payment.get(id) ?? null,
  };
}
