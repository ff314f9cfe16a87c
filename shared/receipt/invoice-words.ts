import type { InvoiceDocument } from './invoice-document.ts';
import { ENGLISH_RECEIPT_WORDS, type ReceiptWords } from './receipt-words.ts';

/** Every word on an invoice, so that another language is another table. */
export type InvoiceWords = Pick<ReceiptWords, 'methods' | 'states' | 'reference' | 'taxNumber' | 'cashRounding'> & {
  readonly invoice: string;
  readonly creditNote: string;
  readonly number: string;
  readonly date: string;
  readonly soldBy: string;
  readonly billTo: string;
  readonly refundOf: string;
  readonly item: string;
  readonly quantity: string;
  readonly price: string;
  readonly discount: string;
  readonly tax: string;
  readonly amount: string;
  readonly untaxed: string;
  readonly rate: string;
  readonly before: string;
  readonly withTax: string;
  readonly subtotal: string;
  readonly total: string;
  readonly paid: string;
  readonly refunded: string;
  readonly balance: string;
  readonly payments: string;
  readonly refunds: string;
  readonly page: (page: number, of: number) => string;
  readonly marks: Readonly<Record<InvoiceDocument['marks'][number], string>>;
};

export const ENGLISH_INVOICE_WORDS: InvoiceWords = {
  ...ENGLISH_RECEIPT_WORDS,
  invoice: 'Invoice',
  creditNote: 'Credit note',
  number: 'Number',
  date: 'Date',
  soldBy: 'Sold by',
  billTo: 'Bill to',
  refundOf: 'Refund of',
  item: 'Item',
  quantity: 'Quantity',
  price: 'Price',
  discount: 'Discount',
  tax: 'Tax',
  amount: 'Amount',
  untaxed: 'Not taxed',
  rate: 'Rate',
  before: 'Before tax',
  withTax: 'With tax',
  subtotal: 'Before tax',
  total: 'Total',
  paid: 'Paid',
  refunded: 'Refunded',
  balance: 'Balance due',
  payments: 'Payments',
  refunds: 'Refunds',
  page: (page, of) => `Page ${page} of ${of}`,
  marks: {
    voided: 'VOIDED',
    refund: 'REFUND',
    exchange: 'EXCHANGE',
    refunded: 'REFUNDED',
    partly_refunded: 'PARTLY REFUNDED',
    paid: 'PAID',
    open: 'OPEN',
  },
};
