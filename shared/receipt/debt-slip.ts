import type { Id } from '#shared/base/ids.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { Payment } from '#shared/sale/tender.ts';
import { RULE, centred, row } from './receipt-blocks.ts';
import type { ReceiptDocument } from './receipt-document.ts';
import { howPaid } from './receipt-tenders.ts';
import { type SlipContext, slipHead } from './slip-head.ts';

/** The receipt of money that a customer brought for a debt: how it was paid, and what is owed now as far as it is known. */
export function debtSlip(
  received: {
    readonly receivedId: Id;
    readonly customerName: string;
    readonly payments: readonly Pick<
      Payment,
      'method' | 'state' | 'reference' | 'amountMinor' | 'tenderedMinor' | 'changeMinor'
    >[];
    readonly owesMinor: Minor;
  },
  context: SlipContext,
): ReceiptDocument {
  const { words, business, currency } = context;
  const style = { locale: business.locale, currency };
  const sumOf = (part: 'amountMinor' | 'changeMinor'): Minor =>
    minor(received.payments.reduce((sum, payment) => sum + payment[part], 0));
  const change = sumOf('changeMinor');
  const { owesMinor } = received;
  return {
    saleId: received.receivedId,
    // No number is given to it: the end of its id tells one from another.
    receiptNumber: received.receivedId.slice(-8).toUpperCase(),
    locale: business.locale,
    marks: [],
    blocks: [
      ...slipHead(words.debtPaid, context),
      row(words.customer, received.customerName),
      RULE,
      row(words.paid, formatMoney(sumOf('amountMinor'), style), { size: 'total', bold: true }),
      ...received.payments.map((payment) =>
        row(howPaid(payment, words), formatMoney(payment.tenderedMinor, style, 'bare')),
      ),
      ...(change === 0 ? [] : [row(words.change, formatMoney(change, style), { size: 'change', bold: true })]),
      RULE,
      row(owesMinor < 0 ? words.overpaid : words.stillOwed, formatMoney(minor(Math.abs(owesMinor)), style), {
        bold: true,
      }),
      centred(words.thanks, { bold: true }),
    ],
  };
}
