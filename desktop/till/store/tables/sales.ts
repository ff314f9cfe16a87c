import { type SaleRow, saleRowSchema } from '#shared/sync/feed-rows.ts';
import { type Connection } from '../connection.ts';
import { rowWriter } from '../write-row.ts';
import { payments, saleDocuments, sales } from './fact-tables.ts';
import { writeVoids } from './sale-voids.ts';

export type StoredSale = typeof sales.$inferSelect;
export type StoredPayment = typeof payments.$inferSelect;

const SALE = `id, kind, receipt_number AS receiptNumber, till_id AS tillId, is_own AS isOwn, shift_id AS shiftId, actor_id AS actorId, cashier_name AS cashierName,
  customer_id AS customerId, customer_name AS customerName, occurred_ms AS occurredMs, business_date AS businessDate, refund_of AS refundOf, line_count AS lineCount,
  discount_minor AS discountMinor, tax_minor AS taxMinor, rounding_minor AS roundingMinor, total_minor AS totalMinor, voided_ms AS voidedMs, heard_ms AS heardMs, is_elsewhere AS isElsewhere`;

const PAYMENTS = `SELECT id, sale_id AS saleId, shift_id AS shiftId, method, amount_minor AS amountMinor, tendered_minor AS tenderedMinor, change_minor AS changeMinor,
  state, reference FROM payments WHERE sale_id = ?`;

type RawSale = Omit<StoredSale, 'isOwn' | 'isElsewhere'> & { isOwn: number; isElsewhere: number };

export function readSales(db: Connection) {
  const byId = db.prepare<[string], RawSale>(`SELECT ${SALE} FROM sales WHERE id = ?`);
  const byReceipt = db.prepare<[string, number], RawSale>(
    `SELECT ${SALE} FROM sales WHERE receipt_number = ? ORDER BY occurred_ms DESC LIMIT ?`,
  );
  const byReceiptEnd = db.prepare<[string, number], RawSale>(
    `SELECT ${SALE} FROM sales WHERE receipt_number LIKE '%' || ? ORDER BY occurred_ms DESC LIMIT ?`,
  );
  const latest = db.prepare<[number, string, number], RawSale>(
    `SELECT ${SALE} FROM sales WHERE (occurred_ms, id) < (?, ?) AND is_elsewhere = 0 ORDER BY occurred_ms DESC, id DESC LIMIT ?`,
  );
  const document = db.prepare<[string], { document: string }>('SELECT document FROM sale_documents WHERE sale_id = ?');
  const refunds = db.prepare<[string], { document: string }>(
    'SELECT document FROM sales JOIN sale_documents ON sale_id = id WHERE refund_of = ? AND voided_ms IS NULL ORDER BY occurred_ms, id',
  );
  const paymentsOf = db.prepare<[string], StoredPayment>(PAYMENTS);
  return {
    byId: (id: string): StoredSale | null => saleOf(byId.get(id)),
    byReceipt: (receiptNumber: string, limit: number): StoredSale[] => byReceipt.all(receiptNumber, limit).map(toSale),
    /** The end of a receipt number, as people read it out. */
    byReceiptEnd: (end: string, limit: number): StoredSale[] => byReceiptEnd.all(end, limit).map(toSale),
    /** The latest of this store, or those before a sale. */
    latest: (limit: number, before: { occurredAtMs: number; saleId: string } | null = null): StoredSale[] =>
      latest.all(before?.occurredAtMs ?? Number.MAX_SAFE_INTEGER, before?.saleId ?? '', limit).map(toSale),
    /** The whole fact of a sale of the store, this till's or another's. */
    document: (id: string): SaleRow | null => {
      const row = document.get(id);
      return row === undefined ? null : parseDocument(row.document);
    },
    /** Every refund and exchange of a sale that this till knows of, oldest first. */
    refundsOf: (id: string): SaleRow[] => refunds.all(id).map((row) => parseDocument(row.document)),
    paymentsOf: (saleId: string): StoredPayment[] => paymentsOf.all(saleId),
  };
}

/** What is known beside the sale: its JSON where it was made, when word of another's sale came here, and whether its store is another. */
type PutSale = {
  readonly saleText?: string | undefined;
  readonly heardMs?: number | null;
  readonly isElsewhere?: boolean;
};

export function writeSales(db: Connection) {
  const putSale = rowWriter(db, sales, ['id']);
  const putDocument = rowWriter(db, saleDocuments, ['sale_id']);
  const putPayment = rowWriter(db, payments, ['id']);
  const remove = db.prepare('DELETE FROM sales WHERE id = ?');
  const disown = db.prepare(
    `UPDATE sales SET is_own = 0 WHERE is_own = 1 AND id NOT IN (
      SELECT entity_id FROM change_log WHERE type IN ('sale.completed', 'sale.refunded'))`,
  );
  const settle = db.prepare('UPDATE payments SET state = ?, reference = ? WHERE id = ?');
  const paymentsOf = db.prepare<[string], StoredPayment>(PAYMENTS);
  const known = db.prepare<[string], { voidedMs: number | null; heardMs: number | null }>(
    'SELECT voided_ms AS voidedMs, heard_ms AS heardMs FROM sales WHERE id = ?',
  );
  return {
    /** A finished sale with its document and payments; one that is there already is written anew. `saleText` is its JSON, where it was made. */
    put: (
      row: SaleRow,
      isOwn: boolean,
      { saleText = JSON.stringify(row.sale), heardMs = null, isElsewhere = false }: PutSale = {},
    ): void => {
      const { sale, ...head } = row;
      const before = known.get(sale.saleId);
      putSale({
        id: sale.saleId,
        kind: sale.kind,
        receiptNumber: sale.receiptNumber,
        tillId: row.tillId,
        isOwn,
        shiftId: sale.shiftId,
        actorId: row.actorId,
        cashierName: sale.cashierName,
        customerId: sale.customerId,
        customerName: sale.customerName,
        occurredMs: row.occurredAt.ms,
        businessDate: row.businessDate,
        refundOf: sale.refundOf,
        lineCount: sale.lines.length,
        discountMinor: sale.discountMinor,
        taxMinor: sale.taxMinor,
        roundingMinor: sale.roundingMinor,
        totalMinor: sale.totalMinor,
        voidedMs: before?.voidedMs ?? null,
        heardMs: before === undefined ? heardMs : before.heardMs,
        isElsewhere,
      });
      putDocument({ saleId: sale.saleId, document: `${JSON.stringify(head).slice(0, -1)},"sale":${saleText}}` });
      const settled = new Map(
        before === undefined ? [] : paymentsOf.all(sale.saleId).map((known) => [known.id, known]),
      );
      for (const payment of sale.payments) {
        // A promise that was settled is never one again: the sale itself only says what was known when it was made.
        const { state, reference } = payment.state === 'pending' ? (settled.get(payment.id) ?? payment) : payment;
        putPayment({ ...payment, state, reference, saleId: sale.saleId, shiftId: sale.shiftId });
      }
    },
    ...writeVoids(db),
    remove: (id: string): void => {
      remove.run(id);
    },
    /** What no change of the log speaks of any more is no longer this till's own. */
    disownUnlogged: (): void => {
      disown.run();
    },
    settlePayment: (paymentId: string, state: StoredPayment['state'], reference: string): void => {
      settle.run(state, reference, paymentId);
    },
  };
}

function toSale(row: RawSale): StoredSale {
  return { ...row, isOwn: row.isOwn === 1, isElsewhere: row.isElsewhere === 1 };
}

function saleOf(row: RawSale | undefined): StoredSale | null {
  return row === undefined ? null : toSale(row);
}

function parseDocument(text: string): SaleRow {
  return saleRowSchema.parse(JSON.parse(text));
}
