import type { PayloadOf } from '#shared/changes/change-body.ts';
import { type Connection } from '../connection.ts';
import { rowWriter } from '../write-row.ts';
import type { StoredPayment } from './sales.ts';
import { cashMovements, shifts } from './fact-tables.ts';

export type StoredShift = typeof shifts.$inferSelect;
export type StoredCashMovement = typeof cashMovements.$inferSelect;

const SHIFT = `id, shift_date AS shiftDate, opened_by AS openedBy, opened_by_name AS openedByName, float_minor AS floatMinor, opened_at_ms AS openedAtMs, closed_by AS closedBy,
  closed_at_ms AS closedAtMs, counted_minor AS countedMinor, expected_minor AS expectedMinor, variance_minor AS varianceMinor, variance_reason AS varianceReason`;

type RawShift = Omit<StoredShift, 'counted'>;

/** What a shift's report is worked out from: sums, so that a day of thousands of sales costs no more than its kinds. */
export type ShiftSales = {
  readonly kind: 'sale' | 'refund' | 'exchange';
  readonly count: number;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
};
export type ShiftPayments = Pick<StoredPayment, 'method' | 'amountMinor' | 'state'> & { readonly count: number };
export type ShiftMovements = Pick<StoredCashMovement, 'kind' | 'amountMinor'>;

export function readShifts(db: Connection) {
  const open = db.prepare<[], RawShift>(
    `SELECT ${SHIFT} FROM shifts WHERE closed_at_ms IS NULL ORDER BY opened_at_ms DESC LIMIT 1`,
  );
  const byId = db.prepare<[string], RawShift>(`SELECT ${SHIFT} FROM shifts WHERE id = ?`);
  const past = db.prepare<[number, string | null, string | null, string | null, number], RawShift>(
    `SELECT ${SHIFT} FROM shifts WHERE closed_at_ms IS NOT NULL AND opened_at_ms < ? AND (? IS NULL OR opened_by = ? OR closed_by = ?)
     ORDER BY opened_at_ms DESC LIMIT ?`,
  );
  const sales = db.prepare<[string], ShiftSales>(
    `SELECT kind, count(*) AS count, sum(total_minor + rounding_minor) AS totalMinor, sum(discount_minor) AS discountMinor, sum(tax_minor) AS taxMinor
     FROM sales WHERE shift_id = ? AND voided_ms IS NULL GROUP BY kind`,
  );
  const payments = db.prepare<[string, string], ShiftPayments>(
    `SELECT method, state, count(*) AS count, sum(amount_minor) AS amountMinor FROM (
       SELECT 0 AS part, y.rowid AS place, y.method, y.state, y.amount_minor FROM payments y
         JOIN sales s ON s.id = y.sale_id WHERE y.shift_id = ? AND s.voided_ms IS NULL
       UNION ALL SELECT 1, rowid, method, state, amount_minor FROM received_payments WHERE shift_id = ?
     ) GROUP BY method, state ORDER BY min(part), min(place)`,
  );
  const cash = db.prepare<[string], ShiftMovements>(
    'SELECT kind, sum(amount_minor) AS amountMinor FROM cash_movements WHERE shift_id = ? GROUP BY kind',
  );
  return {
    /** The open drawer; of several, which a replaced machine can leave, the latest. */
    open: (): RawShift | null => open.get() ?? null,
    byId: (id: string): RawShift | null => byId.get(id) ?? null,
    /** Closed shifts that were opened before a moment, the latest first; `userId` leaves those that one person opened or closed. */
    past: (beforeMs: number, userId: string | null, limit: number): RawShift[] =>
      past.all(beforeMs, userId, userId, userId, limit),
    /** By kind; totals as they were paid, cash rounding included. */
    sales: (shiftId: string): ShiftSales[] => sales.all(shiftId),
    /** By way of paying and state, in order of first use; debts that were paid among them. */
    payments: (shiftId: string): ShiftPayments[] => payments.all(shiftId, shiftId),
    /** By kind. */
    cashMovements: (shiftId: string): ShiftMovements[] => cash.all(shiftId),
  };
}

export function writeShifts(db: Connection) {
  const insert = rowWriter(db, shifts);
  const exists = db.prepare<[string], { id: string }>('SELECT id FROM shifts WHERE id = ?');
  const close =
    db.prepare(`UPDATE shifts SET closed_by = ?, closed_at_ms = ?, counted = ?, counted_minor = ?, expected_minor = ?, variance_minor = ?, variance_reason = ?
    WHERE id = ?`);
  return {
    /** A shift as it was opened; one that is known stays as it is. */
    insertOpened: (opened: OpenedShift): void => {
      if (exists.get(opened.shiftId) !== undefined) return;
      const { shiftId, shiftDate, openedBy, openedByName, floatMinor, openedAtMs } = opened;
      insert({
        id: shiftId,
        shiftDate,
        openedBy,
        openedByName,
        floatMinor,
        openedAtMs,
        closedBy: null,
        closedAtMs: null,
        counted: null,
        countedMinor: null,
        expectedMinor: null,
        varianceMinor: null,
        varianceReason: '',
      });
    },
    close: (closed: ClosedShift): void => {
      const counted = JSON.stringify(closed.counted);
      close.run(
        closed.closedBy,
        closed.closedAtMs,
        counted,
        closed.countedMinor,
        closed.expectedMinor,
        closed.varianceMinor,
        closed.varianceReason,
        closed.shiftId,
      );
    },
    putCashMovement: rowWriter(db, cashMovements, ['id']),
  };
}

type OpenedShift = PayloadOf<'shift.opened'> & { readonly openedBy: string; readonly openedByName: string };
type ClosedShift = PayloadOf<'shift.closed'> & { readonly closedBy: string };
