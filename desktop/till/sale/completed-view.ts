import { type Minor, minor } from '#shared/base/money.ts';
import { changeNotes } from '#shared/sale/change-notes.ts';
import type { Payment } from '#shared/sale/tender.ts';
import type { CompletedView } from '#shared/till-calls/sale-view.ts';
import type { Reader } from '../store/till-store.ts';
import { denominations } from './sale-view.ts';
import type { WrittenSale } from './write-sale.ts';

function sumOf(payments: readonly Payment[], amount: (payment: Payment) => number): Minor {
  return minor(payments.reduce((sum, payment) => sum + amount(payment), 0));
}

/** A finished sale as the done screen needs it: number, change, and which notes make it up. */
export function completedView(reader: Reader, written: WrittenSale): CompletedView {
  const { payload, change } = written;
  const { payments } = payload;
  const changeMinor = minor(written.changeMinor);
  const cash = payments.filter((payment) => payment.method === 'cash');
  return {
    saleId: payload.saleId,
    kind: payload.kind,
    receiptNumber: payload.receiptNumber,
    totalMinor: payload.totalMinor,
    roundingMinor: payload.roundingMinor,
    payments,
    tenderedCashMinor: sumOf(cash, (payment) => payment.tenderedMinor),
    cashDueMinor: sumOf(cash, (payment) => payment.amountMinor),
    changeMinor,
    changeNotes:
      changeMinor > 0 ? changeNotes(changeMinor, denominations(reader)).notes.map((note) => ({ ...note })) : [],
    completedAtMs: change.occurredAt.ms,
    pendingMinor: sumOf(payments, (payment) => (payment.state === 'pending' ? payment.amountMinor : 0)),
  };
}
