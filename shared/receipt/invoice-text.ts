import { formatMoney } from '#shared/base/format-money.ts';
import { formatPercent, formatQuantity } from '#shared/base/format-quantity.ts';
import { type Minor, addMinor } from '#shared/base/money.ts';
import { formatInstant } from './format-instant.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { InvoiceWords } from './invoice-words.ts';

/** Two ends of a line. */
export type TextPair = { readonly left: string; readonly right: string; readonly isStrong: boolean };

/** A table whose first column is words and stands left, and whose others are numbers and stand right. */
export type TextTable = { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** An invoice in words, in the order in which it is read: whatever draws it neither adds nor formats. */
export type InvoiceText = {
  readonly title: string;
  readonly marks: readonly string[];
  readonly seller: readonly string[];
  readonly buyer: readonly string[];
  readonly facts: readonly TextPair[];
  readonly lines: TextTable & { readonly details: readonly (readonly string[])[] };
  readonly totals: readonly TextPair[];
  readonly taxes: TextTable;
  readonly payments: readonly TextPair[];
  readonly refunds: readonly TextPair[];
  readonly notes: readonly string[];
};

/** Puts an invoice into words: amounts with the currency where they stand alone, bare under a head. */
export function invoiceText(invoice: InvoiceDocument, words: InvoiceWords): InvoiceText {
  const { locale, currency } = invoice;
  const full = (amount: Minor): string => formatMoney(amount, { locale, currency });
  const bare = (amount: Minor): string => formatMoney(amount, { locale, currency }, 'bare');
  return {
    title: invoice.kind === 'refund' ? words.creditNote : words.invoice,
    marks: invoice.marks.map((mark) => words.marks[mark]),
    seller: sellerLines(invoice, words),
    buyer: buyerLines(invoice, words),
    facts: factLines(invoice, words),
    lines: {
      heads: [words.item, words.quantity, words.price, words.discount, words.tax, words.amount],
      rows: invoice.lines.map((line) => [
        line.name,
        formatQuantity(line.quantityMilli, locale, line.unit === 'piece' ? '' : line.unit),
        bare(line.unitPriceMinor),
        line.discountMinor === 0 ? '' : bare(line.discountMinor),
        line.taxLetter,
        bare(line.totalMinor),
      ]),
      details: invoice.lines.map(({ sku, details }) => (sku === '' ? details : [sku, ...details])),
    },
    totals: totalLines(invoice, words, full),
    taxes: {
      heads: [words.rate, words.before, words.tax, words.withTax],
      rows: invoice.taxes.map((tax) => [
        tax.name === '' ? words.untaxed : `${tax.letter}  ${tax.name} ${formatPercent(tax.ratePpm, locale)}`,
        bare(tax.baseMinor),
        bare(tax.taxMinor),
        formatMoney(addMinor(tax.baseMinor, tax.taxMinor), { locale, currency }, 'bare'),
      ]),
    },
    payments: invoice.payments.map((payment) => plain(howPaid(payment, words), full(payment.amountMinor))),
    refunds: invoice.refunds.map((refund) =>
      plain(`${refund.number}, ${refund.businessDate}`, full(refund.totalMinor)),
    ),
    notes: [invoice.note, ...invoice.seller.footer.split('\n')].filter((text) => text.trim() !== ''),
  };
}

const plain = (left: string, right: string): TextPair => ({ left, right, isStrong: false });

function sellerLines({ seller }: InvoiceDocument, words: InvoiceWords): string[] {
  const store = seller.storeName === seller.name || seller.address.includes(seller.storeName) ? '' : seller.storeName;
  const tax = seller.taxId === '' ? '' : words.taxNumber(seller.taxId);
  return filled([
    seller.name,
    store,
    ...seller.address.split('\n'),
    seller.phone,
    seller.email,
    tax,
    ...seller.header.split('\n'),
  ]);
}

function buyerLines({ buyer }: InvoiceDocument, words: InvoiceWords): string[] {
  if (buyer === null) return [];
  const tax = buyer.taxId === '' ? '' : words.taxNumber(buyer.taxId);
  return filled([buyer.name, ...buyer.address.split('\n'), buyer.phone, buyer.email, tax]);
}

function filled(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function factLines(invoice: InvoiceDocument, words: InvoiceWords): TextPair[] {
  const { day, time } = formatInstant(invoice.occurredAt, invoice.locale);
  const facts = [plain(words.number, invoice.number), plain(words.date, `${day}, ${time}`)];
  facts.push(plain(words.soldBy, filled([invoice.cashierName, invoice.tillName]).join(', ')));
  if (invoice.refundOfNumber !== null) facts.push(plain(words.refundOf, invoice.refundOfNumber));
  return facts;
}

function totalLines(invoice: InvoiceDocument, words: InvoiceWords, full: (amount: Minor) => string): TextPair[] {
  const lines = [plain(words.subtotal, full(invoice.subtotalMinor)), plain(words.tax, full(invoice.taxMinor))];
  if (invoice.discountMinor !== 0) lines.unshift(plain(words.discount, full(invoice.discountMinor)));
  lines.push({ left: words.total, right: full(invoice.totalMinor), isStrong: true });
  if (invoice.roundingMinor !== 0) lines.push(plain(words.cashRounding, full(invoice.roundingMinor)));
  lines.push(plain(words.paid, full(invoice.paidMinor)));
  if (invoice.refundedMinor !== 0) lines.push(plain(words.refunded, full(invoice.refundedMinor)));
  lines.push({ left: words.balance, right: full(invoice.balanceMinor), isStrong: true });
  return lines;
}

function howPaid(payment: InvoiceDocument['payments'][number], words: InvoiceWords): string {
  const { method, state, reference, paidAt } = payment;
  return filled([
    words.methods[method],
    reference === '' ? '' : words.reference(reference),
    state === 'confirmed' ? '' : words.states[state],
    paidAt === null ? '' : paidAt.slice(0, 10),
  ]).join(', ');
}
