import { formatMoney } from '#shared/base/format-money.ts';
import { minor } from '#shared/base/money.ts';
import { isCreditMethod } from '#shared/credit/credit-kinds.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { Payment } from '#shared/sale/tender.ts';
import { row } from './receipt-blocks.ts';
import type { ReceiptBlock } from './receipt-document.ts';
import type { ReceiptStyle } from './receipt-lines.ts';
import type { ReceiptWords } from './receipt-words.ts';

/** `Card, ref. 004512`, `Transfer, PENDING`: the state where the money comes by wire, and wherever it is not there. */
export function howPaid(
  payment: Pick<Payment, 'method' | 'state' | 'reference' | 'amountMinor'>,
  words: ReceiptWords,
): string {
  const { method, state, reference, amountMinor } = payment;
  if (method === 'cash') return amountMinor < 0 ? words.cashGivenBack : words.cashReceived;
  const parts = [words.methods[method]];
  // What a credit is found by stays off the paper.
  if (reference !== '' && !isCreditMethod(method)) parts.push(words.reference(reference));
  if (state !== 'confirmed' || method === 'transfer' || method === 'mobile_money') parts.push(words.states[state]);
  return parts.join(', ');
}

/** How the sale was paid, what was rounded, and the change. */
export function receiptTenders(sale: SalePayload, style: ReceiptStyle): ReceiptBlock[] {
  const blocks = sale.payments.map((payment) =>
    row(howPaid(payment, style.words), formatMoney(payment.tenderedMinor, style, 'bare')),
  );
  if (sale.roundingMinor !== 0)
    blocks.push(row(style.words.cashRounding, formatMoney(sale.roundingMinor, style, 'bare')));
  const changeMinor = minor(sale.payments.reduce((sum, payment) => sum + payment.changeMinor, 0));
  if (changeMinor !== 0)
    blocks.push(row(style.words.change, formatMoney(changeMinor, style), { size: 'change', bold: true }));
  return blocks;
}
