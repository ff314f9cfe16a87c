import { minor } from '#shared/base/money.ts';
import { isCreditMethod } from '#shared/credit/credit-kinds.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { Payment } from '#shared/sale/tender.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import { taxLetters } from './tax-letters.ts';

type Mark = InvoiceDocument['marks'][number];

/** What an invoice says beside the sale itself. */
export type InvoiceContext = Pick<
  InvoiceDocument,
  'seller' | 'buyer' | 'tillName' | 'businessDate' | 'occurredAt' | 'locale' | 'refundOfNumber' | 'refunds'
> & {
  readonly isVoided: boolean;
  /** What goods that came back took off the account, as the refunds say; not positive. */
  readonly refundedBalanceMinor: number;
  /** Money that came later for a part of it. */
  readonly laterPayments: readonly (Payment & { readonly occurredAt: string })[];
};

/** A finished sale, with its payments as they stand now, as its invoice; a refund as its credit note. */
export function saleToInvoice(sale: SalePayload, context: InvoiceContext): InvoiceDocument {
  const { isVoided, laterPayments, refundedBalanceMinor, ...said } = context;
  const letters = taxLetters(sale.lines);
  const payments = [...sale.payments.map((payment) => ({ ...payment, occurredAt: null })), ...laterPayments];
  const paidMinor = payments.reduce((sum, payment) => sum + cameOf(payment), 0);
  const refundedMinor = -context.refunds.reduce((sum, refund) => sum + refund.totalMinor, 0);
  const openMinor = sale.totalMinor + sale.roundingMinor - paidMinor + refundedBalanceMinor;
  const balanceMinor = isVoided ? 0 : openMinor;
  return {
    ...said,
    saleId: sale.saleId,
    kind: sale.kind,
    number: sale.receiptNumber,
    currency: sale.currency,
    marks: marksOf(sale, { isVoided, refundedMinor, balanceMinor }),
    cashierName: sale.cashierName,
    note: sale.note,
    lines: sale.lines.map((line) => ({
      name: line.name,
      sku: line.sku,
      details: [line.serial ?? '', line.note].filter((detail) => detail !== ''),
      quantityMilli: line.quantityMilli,
      unit: line.unit.name,
      unitPriceMinor: line.unitPriceMinor,
      discountMinor: line.discountMinor,
      taxLetter: letters.letterOf(line),
      subtotalMinor: line.subtotalMinor,
      taxMinor: line.taxMinor,
      totalMinor: line.totalMinor,
    })),
    taxes: letters.rows.map((row) => ({ ...row, baseMinor: minor(row.baseMinor), taxMinor: minor(row.taxMinor) })),
    discountMinor: sale.discountMinor,
    subtotalMinor: sale.subtotalMinor,
    taxMinor: sale.taxMinor,
    totalMinor: sale.totalMinor,
    roundingMinor: sale.roundingMinor,
    payments: payments.map(({ method, state, amountMinor, reference, occurredAt }) => ({
      method,
      state,
      amountMinor,
      reference: isCreditMethod(method) ? '' : reference,
      paidAt: occurredAt,
    })),
    paidMinor: minor(paidMinor),
    refundedMinor: minor(refundedMinor),
    balanceMinor: minor(balanceMinor),
  };
}

/** What a payment counts for: what goes on account is no money, and neither is what never came. */
function cameOf({ method, state, amountMinor }: Payment | Omit<Payment, 'id'>): number {
  return method !== 'credit' && (state === 'confirmed' || state === 'pending') ? amountMinor : 0;
}

function marksOf(
  sale: SalePayload,
  of: { readonly isVoided: boolean; readonly refundedMinor: number; readonly balanceMinor: number },
): Mark[] {
  const marks: Mark[] = [];
  if (sale.kind !== 'sale') marks.push(sale.kind);
  if (of.isVoided) return [...marks, 'voided'];
  if (of.refundedMinor > 0) marks.push(of.refundedMinor >= sale.totalMinor ? 'refunded' : 'partly_refunded');
  if (sale.kind !== 'refund') marks.push(of.balanceMinor > 0 ? 'open' : 'paid');
  return marks;
}
