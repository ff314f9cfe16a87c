import { unreachable } from '#shared/base/assert.ts';
import type { Hlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { BusinessDate, Instant } from '#shared/base/time.ts';
import type { ChangeType, PayloadOf } from '#shared/changes/change-body.ts';
import { countedMinor, ledgerEntriesOf, touchesLedgers } from '#shared/credit/ledger-entries.ts';
import { countsOf, movementsOf, touchesStock } from '#shared/stock/movements-of.ts';
import { type Rank, makeRank } from '#shared/sync/rank.ts';
import { applyOwnEdits } from './apply-own-edits.ts';
import { ownStamp } from './own-rank.ts';
import type { Writer } from './till-tables.ts';

/** Where a change stands in the till's log. */
export type Place = {
  readonly epoch: string;
  readonly epochCounter: number;
  readonly seq: number;
  /** Whose log it is, where the machine was another till when it wrote the change. */
  readonly tillId?: Id;
};

/** The parts of a change that its rows follow from. Every parsed `Change` of this till fits. */
export type OwnChange = {
  readonly id: Id;
  readonly actorId: Id;
  readonly storeId: Id | null;
  readonly tillId: Id;
  readonly occurredAt: Instant;
  readonly businessDate: BusinessDate;
  readonly hlc: Hlc;
  /** The payload as JSON, where it was made already. */
  readonly payloadText?: string;
} & { [Type in ChangeType]: { readonly type: Type; readonly payload: PayloadOf<Type> } }[ChangeType];

/**
 * Writes every row that follows from one of the till's own changes; writing them again changes nothing.
 *
 * The log itself is the caller's: a new change, one that came back from the journal, or one that the office gave back.
 */
export function applyOwnChange(writer: Writer, change: OwnChange, place: Place): void {
  if (touchesStock(change)) applyStock(writer, change, place);
  if (touchesLedgers(change)) applyLedgers(writer, change, place);
  switch (change.type) {
    case 'sale.completed':
    case 'sale.refunded':
      applySold(writer, change);
      return;
    case 'sale.voided':
      writer.sales.noteVoid(change.payload.saleId, change.occurredAt.ms);
      return;
    case 'shift.opened':
      applyShiftOpened(writer, change.payload, change.actorId);
      return;
    case 'shift.closed':
      writer.shifts.close({ ...change.payload, closedBy: change.actorId });
      return;
    case 'cash.moved':
      applyCashMoved(writer, change.payload, change);
      return;
    case 'expense.recorded':
      applyExpense(writer, change.payload, change);
      return;
    case 'expense.corrected':
      writer.expenses.putCorrection({ id: change.id, hlc: ownStamp(writer, change.hlc), ...change.payload });
      return;
    case 'payment.received':
      applyReceived(writer, change.payload, change);
      return;
    case 'credit.loaded':
      applyLoaded(writer, change.payload, change);
      return;
    case 'payment.settled':
      applySettled(writer, change, place);
      return;
    case 'customer.changed':
    case 'product.changed':
    case 'record.changed':
      applyOwnEdits(writer, change.payload.records, rankOf(writer, change, place));
      return;
    // What it gives back stands in its tables already.
    case 'record.offered':
    case 'stock.adjusted':
    case 'stock.received':
    case 'stock.counted':
    case 'stock.transferred':
    case 'stock.transfer_received':
    case 'sale.abandoned':
    case 'sale.annotated':
    case 'drawer.opened':
    case 'staff.signed_in':
    case 'override.granted':
    case 'receipt.reprinted':
    case 'receipt.sent':
    case 'clock.jumped':
    case 'case.settled':
      return;
    default:
      unreachable(change);
  }
}

function rankOf(writer: Writer, { hlc, tillId }: Pick<OwnChange, 'hlc' | 'tillId'>, place: Place): Rank {
  const { epochCounter, seq } = place;
  return makeRank({ stamp: ownStamp(writer, hlc), tillId: place.tillId ?? tillId, epochCounter, seq });
}

function applySold(
  writer: Writer,
  { payload, payloadText, ...head }: Extract<OwnChange, { type: 'sale.completed' | 'sale.refunded' }>,
): void {
  const { tillId, actorId, occurredAt, businessDate } = head;
  const row = { tillId, storeId: head.storeId ?? tillId, actorId, occurredAt, businessDate, sale: payload };
  writer.sales.put(row, true, { saleText: payloadText });
}

function applyShiftOpened(writer: Writer, opened: PayloadOf<'shift.opened'>, openedBy: Id): void {
  writer.shifts.insertOpened({ ...opened, openedBy, openedByName: writer.records.nameOfStaff(openedBy) });
}

function applyCashMoved(
  writer: Writer,
  { cashMovementId, ...moved }: PayloadOf<'cash.moved'>,
  { actorId, occurredAt }: Pick<OwnChange, 'actorId' | 'occurredAt'>,
): void {
  writer.shifts.putCashMovement({ id: cashMovementId, ...moved, actorId, occurredMs: occurredAt.ms });
}

function applyExpense(
  writer: Writer,
  { expenseId, ...said }: PayloadOf<'expense.recorded'>,
  { actorId, occurredAt }: Pick<OwnChange, 'actorId' | 'occurredAt'>,
): void {
  writer.expenses.put({ id: expenseId, ...said, actorId, occurredMs: occurredAt.ms });
}

function applyReceived(
  writer: Writer,
  received: PayloadOf<'payment.received'>,
  { actorId, occurredAt }: Pick<OwnChange, 'actorId' | 'occurredAt'>,
): void {
  const { receivedId, saleId, customerId, shiftId } = received;
  for (const payment of received.payments) {
    writer.ledgers.putReceived({
      ...payment,
      receivedId,
      saleId,
      customerId,
      shiftId,
      actorId,
      occurredMs: occurredAt.ms,
    });
  }
}

function applyLoaded(
  writer: Writer,
  loaded: PayloadOf<'credit.loaded'>,
  { actorId, occurredAt }: Pick<OwnChange, 'actorId' | 'occurredAt'>,
): void {
  const { loadId: receivedId, creditId, kind, codeHash, codeEnd, customerId, shiftId } = loaded;
  writer.credits.put({ id: creditId, kind, codeHash, codeEnd, customerId });
  // Whose credit it is says nothing of who paid for it, so nobody's debt is touched.
  const paid = { receivedId, saleId: null, customerId: null, shiftId, actorId, occurredMs: occurredAt.ms };
  for (const payment of loaded.payments) writer.ledgers.putReceived({ ...payment, ...paid });
}

/** A debt that was paid by money which then never came is owed again, and paid once it does come: as the office enters it. */
function applySettled(
  writer: Writer,
  { id, payload }: Extract<OwnChange, { type: 'payment.settled' }>,
  { epoch, epochCounter, seq }: Place,
): void {
  const { paymentId, state, reference } = payload;
  const found = writer.debts.payment(paymentId);
  const paid = found === null ? null : { ...found, amountMinor: minor(found.amountMinor) };
  const amountMinor = paid === null ? 0 : countedMinor(paid) - countedMinor({ ...paid, state });
  const accountId = paid?.customerId ?? null;
  // Written again, it finds the payment as it left it, and its entry there.
  if (accountId !== null && amountMinor !== 0)
    writer.ledgers.putEntry({
      accountKind: 'customer',
      id,
      accountId,
      changeId: id,
      epoch,
      epochCounter,
      seq,
      amountMinor,
    });
  writer.sales.settlePayment(paymentId, state, reference);
  writer.ledgers.settleReceived(paymentId, state, reference);
}

type LedgerChange = Extract<
  OwnChange,
  { type: 'sale.completed' | 'sale.refunded' | 'sale.voided' | 'payment.received' | 'credit.loaded' }
>;

function applyLedgers(writer: Writer, change: LedgerChange, { epoch, epochCounter, seq }: Place): void {
  for (const entry of ledgerEntriesOf(change))
    writer.ledgers.putEntry({ ...entry, changeId: change.id, epoch, epochCounter, seq });
}

type StockChange = Extract<
  OwnChange,
  {
    type:
      | 'sale.completed'
      | 'sale.refunded'
      | 'sale.voided'
      | 'stock.adjusted'
      | 'stock.received'
      | 'stock.transferred'
      | 'stock.transfer_received'
      | 'stock.counted';
  }
>;

function applyStock(writer: Writer, change: StockChange, place: Place): void {
  const at = {
    changeId: change.id,
    epoch: place.epoch,
    epochCounter: place.epochCounter,
    seq: place.seq,
    hlc: ownStamp(writer, change.hlc),
  };
  for (const { id, variantId, batchId, kind, quantityMilli, unitCostE4 } of movementsOf(change)) {
    writer.stock.putMovement({ id, variantId, batchId, kind, quantityMilli, unitCostE4, ...at });
  }
  for (const { id, variantId, batchId, countedMilli, expectedMilli } of countsOf(change)) {
    writer.stock.putCount({ id, variantId, batchId, countedMilli, expectedMilli, ...at });
  }
}
