import { unreachable } from '#shared/base/assert.ts';
import type { ChangeType } from '#shared/changes/change-body.ts';
import { collectSettledCases } from './case-settled.ts';
import { collectCashMoved } from './cash-moved.ts';
import { collectLoadedCredits } from './credit-loaded.ts';
import { Effects } from './effects.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { collectExpenseCorrections } from './expense-corrected.ts';
import { collectExpenses } from './expense-recorded.ts';
import { collectReceived } from './payment-received.ts';
import { collectSettlements } from './payment-settled.ts';
import { collectRecordEdits } from './record-changed.ts';
import { collectOffers } from './record-offered.ts';
import { collectAnnotations } from './sale-annotated.ts';
import { collectSales } from './sale-completed.ts';
import { collectRefunds } from './sale-refunded.ts';
import { collectVoids } from './sale-voided.ts';
import { collectShiftsClosed } from './shift-closed.ts';
import { collectShiftsOpened } from './shift-opened.ts';
import { collectSmallFacts } from './small-facts.ts';
import { collectAdjustments } from './stock-adjusted.ts';
import { collectCounts } from './stock-counted.ts';
import { collectReceipts } from './stock-received.ts';
import { collectTransferReceipts } from './stock-transfer-received.ts';
import { collectTransfers } from './stock-transferred.ts';

/** What a batch does, worked out from its payloads alone, in the order in which the changes stand. */
export function collectEffects(context: ApplyContext, batch: readonly Incoming[]): Effects {
  const effects = new Effects();
  for (let from = 0; from < batch.length;) {
    const type = batch[from]?.change.type;
    let to = from + 1;
    while (to < batch.length && batch[to]?.change.type === type) to += 1;
    collectRun(context, batch.slice(from, to), effects);
    from = to;
  }
  return effects;
}

function of<Type extends ChangeType>(batch: readonly Incoming[], ...types: readonly Type[]): Incoming<Type>[] {
  const wanted = new Set<ChangeType>(types);
  return batch.filter((incoming): incoming is Incoming<Type> => wanted.has(incoming.change.type));
}

/** A run of changes of one type, taken as a set. */
function collectRun(context: ApplyContext, run: readonly Incoming[], effects: Effects): void {
  const type = run[0]?.change.type;
  switch (type) {
    case undefined:
      return;
    case 'sale.completed':
      return collectSales(context, of(run, type), effects);
    case 'sale.refunded':
      return collectRefunds(context, of(run, type), effects);
    case 'sale.voided':
      return collectVoids(context, of(run, type), effects);
    case 'sale.annotated':
      return collectAnnotations(context, of(run, type), effects);
    case 'payment.received':
      return collectReceived(context, of(run, type), effects);
    case 'credit.loaded':
      return collectLoadedCredits(context, of(run, type), effects);
    case 'payment.settled':
      return collectSettlements(context, of(run, type), effects);
    case 'stock.adjusted':
      return collectAdjustments(context, of(run, type), effects);
    case 'stock.received':
      return collectReceipts(context, of(run, type), effects);
    case 'stock.transferred':
      return collectTransfers(context, of(run, type), effects);
    case 'stock.transfer_received':
      return collectTransferReceipts(context, of(run, type), effects);
    case 'stock.counted':
      return collectCounts(context, of(run, type), effects);
    case 'shift.opened':
      return collectShiftsOpened(context, of(run, type), effects);
    case 'shift.closed':
      return collectShiftsClosed(context, of(run, type), effects);
    case 'cash.moved':
      return collectCashMoved(context, of(run, type), effects);
    case 'expense.recorded':
      return collectExpenses(context, of(run, type), effects);
    case 'expense.corrected':
      return collectExpenseCorrections(context, of(run, type), effects);
    case 'record.changed':
    case 'product.changed':
    case 'customer.changed':
      return collectRecordEdits(context, of(run, type), effects);
    case 'record.offered':
      return collectOffers(context, of(run, type), effects);
    case 'case.settled':
      return collectSettledCases(context, of(run, type), effects);
    case 'sale.abandoned':
    case 'drawer.opened':
    case 'staff.signed_in':
    case 'override.granted':
    case 'receipt.reprinted':
    case 'receipt.sent':
    case 'clock.jumped':
      return collectSmallFacts(context, of(run, type), effects);
    default:
      return unreachable(type);
  }
}
