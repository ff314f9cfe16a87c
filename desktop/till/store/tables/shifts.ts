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

/** What a shift's report is worked out from. */
export type ShiftSaleRow = {
  readonly kind: 'sale' | 'refund' | 'exchange';
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
};
export type ShiftPaymentRow = Pick<StoredPayment, 'method' | 'amountMinor' | 'state'>;

export function readShifts(db: Connection) {
  const open = db.prepare<[], RawShift>(
    `SELECT ${SHIFT} FROM shifts WHERE closed_at_ms IS NULL ORDER BY opened_at_ms DESC LIMIT 1`,
  );
  const byId = db.prepare<[string], RawShift>(`SELECT ${SHIFT} FROM shifts WHERE id = ?`);
  const salesOf = db.prepare<[string], ShiftSaleRow>(
    'SELECT kind, total_minor + rounding_minor AS totalMinor, discount_minor AS discountMinor, tax_minor AS taxMinor FROM sales WHERE shift_id = ?',
  );
  const paymentsOf = db.prepare<[string], ShiftPaymentRow>(
    'SELECT method, amount_minor AS amountMinor, state FROM payments WHERE shift_id = ?',
  );
  const cash = db.prepare<[string], StoredCashMovement>(
    'SELECT id, shift_id AS shiftId, kind, amount_minor AS amountMinor, reason, actor_id AS actorId, occurred_ms AS occurredMs FROM cash_movements WHERE shift_id = ? ORDER BY occurred_ms',
  );
  return {
    /** The open drawer; of several, which a replaced machine can leave, the latest. */
    open: (): RawShift | null => open.get() ?? null,
    byId: (id: string): RawShift | null => byId.get(id) ?? null,
    /** Totals as they were paid, cash rounding included. */
    salesOf: (shiftId: string): ShiftSaleRow[] => salesOf.all(shiftId),
    paymentsOf: (shiftId: string): ShiftPaymentRow[] => paymentsOf.all(shiftId),
    cashMovements: (shiftId: string): StoredCashMovement[] => cash.all(shiftId),
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
