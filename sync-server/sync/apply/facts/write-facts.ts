import type { Tx } from '#server/store/pool.ts';
import { type Stamp, runInTurn, runRows } from '../../rows/insert-rows.ts';
import type { Effects } from '../effects.ts';
import { INSERT_CREDIT_LEDGER, INSERT_CUSTOMER_LEDGER } from '../ledgers/ledger-tables.ts';
import { bringsCost } from '../levels/write-levels.ts';
import {
  INSERT_TRANSFERS,
  INSERT_TRANSFER_LINES,
  INSERT_TRANSFER_RECEIPTS,
  INSERT_TRANSFER_RECEIPT_LINES,
} from './transfer-tables.ts';
import { INSERT_EXPENSES, INSERT_EXPENSE_CORRECTIONS } from './expense-tables.ts';
import {
  CLOSE_SHIFTS,
  INSERT_CASH_MOVEMENTS,
  INSERT_COUNTS,
  INSERT_ITEMS,
  INSERT_ITEM_TAXES,
  INSERT_JOURNAL,
  INSERT_MOVEMENTS,
  INSERT_ORDERS,
  INSERT_PAYMENTS,
  INSERT_SETTLEMENTS,
  INSERT_STOCK_RECEIPTS,
  OPEN_SHIFTS,
} from './fact-tables.ts';

/**
 * Writes the facts of a batch, one statement for each table; what others are keyed to comes first.
 *
 * Receipts of goods are left to the levels, since each carries what lay there before it.
 */
export async function writeFacts(tx: Tx, stamp: Stamp, effects: Effects): Promise<void> {
  const movements = effects.movements.filter((movement) => !bringsCost(movement));
  await runInTurn([
    () => runRows(tx, stamp, INSERT_ORDERS, effects.orders),
    () => runRows(tx, stamp, INSERT_ITEMS, effects.items),
    () => runRows(tx, stamp, INSERT_ITEM_TAXES, effects.itemTaxes),
    () => runRows(tx, stamp, INSERT_PAYMENTS, effects.payments),
    () => runRows(tx, stamp, INSERT_SETTLEMENTS, effects.settlements),
    () => runRows(tx, stamp, INSERT_CUSTOMER_LEDGER, effects.customerLedger),
    () => runRows(tx, stamp, INSERT_CREDIT_LEDGER, effects.creditLedger),
    () => runRows(tx, stamp, INSERT_MOVEMENTS, movements),
    () => runRows(tx, stamp, INSERT_STOCK_RECEIPTS, effects.stockReceipts),
    () => runRows(tx, stamp, INSERT_TRANSFERS, effects.transfers),
    () => runRows(tx, stamp, INSERT_TRANSFER_LINES, effects.transferLines),
    () => runRows(tx, stamp, INSERT_TRANSFER_RECEIPTS, effects.transferReceipts),
    () => runRows(tx, stamp, INSERT_TRANSFER_RECEIPT_LINES, effects.transferReceiptLines),
    () => runRows(tx, stamp, INSERT_COUNTS, effects.counts),
    () => runRows(tx, stamp, OPEN_SHIFTS, effects.shiftsOpened),
    () => runRows(tx, stamp, CLOSE_SHIFTS, effects.shiftsClosed),
    () => runRows(tx, stamp, INSERT_CASH_MOVEMENTS, effects.cashMovements),
    () => runRows(tx, stamp, INSERT_EXPENSES, effects.expenses),
    () => runRows(tx, stamp, INSERT_EXPENSE_CORRECTIONS, effects.expenseCorrections),
    () => runRows(tx, stamp, INSERT_JOURNAL, effects.journal),
  ]);
}
