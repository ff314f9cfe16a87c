import type { CreditKind } from '#shared/credit/credit-kinds.ts';
import type { PaymentMethod, PaymentState } from '#shared/sale/tender.ts';
import type { ReceiptMark } from './receipt-document.ts';

/** Every word on a receipt, so that another language is another table. */
export type ReceiptWords = {
  readonly receipt: string;
  readonly refundOf: string;
  readonly customer: string;
  readonly taxNumber: (number: string) => string;
  readonly discount: string;
  readonly percentOff: (percent: string) => string;
  readonly saleDiscount: string;
  readonly total: string;
  readonly lines: (count: number) => string;
  readonly linesAndSaved: (count: number) => string;
  readonly methods: Readonly<Record<PaymentMethod, string>>;
  readonly cashReceived: string;
  readonly cashGivenBack: string;
  readonly states: Readonly<Record<PaymentState, string>>;
  readonly reference: (reference: string) => string;
  readonly cashRounding: string;
  readonly change: string;
  readonly tax: string;
  readonly before: string;
  readonly taxColumn: string;
  readonly withTax: string;
  readonly qrCaption: readonly string[];
  readonly qrReturns: string;
  readonly marks: Readonly<Record<ReceiptMark, string>>;
  readonly thanks: string;
  readonly credits: Readonly<Record<CreditKind, string>>;
  readonly creditBalance: string;
  readonly creditKeep: string;
  readonly debtPaid: string;
  readonly paid: string;
  readonly stillOwed: string;
  readonly overpaid: string;
  readonly testPage: string;
  readonly testSigns: string;
  readonly testLeft: string;
  readonly testRight: string;
  readonly testCode: string;
  readonly testDone: string;
  readonly drawerTried: string;
};

export const ENGLISH_RECEIPT_WORDS: ReceiptWords = {
  receipt: 'Receipt',
  refundOf: 'Refund of',
  customer: 'Customer',
  taxNumber: (number) => `TIN ${number}`,
  discount: 'Discount',
  percentOff: (percent) => `${percent} off`,
  saleDiscount: 'Discount on the sale',
  total: 'TOTAL',
  lines: (count) => (count === 1 ? '1 line' : `${count} lines`),
  linesAndSaved: (count) => (count === 1 ? '1 line, you saved' : `${count} lines, you saved`),
  methods: {
    cash: 'Cash',
    card: 'Card',
    transfer: 'Transfer',
    mobile_money: 'Mobile money',
    credit: 'On account',
    store_credit: 'Store credit',
    gift_card: 'Gift card',
  },
  cashReceived: 'Cash received',
  cashGivenBack: 'Cash given back',
  states: { confirmed: 'confirmed', pending: 'PENDING', not_found: 'NOT FOUND', declined: 'DECLINED' },
  reference: (reference) => `ref. ${reference}`,
  cashRounding: 'Cash rounding',
  change: 'CHANGE',
  tax: 'Tax',
  before: 'before',
  taxColumn: 'tax',
  withTax: 'with tax',
  qrCaption: ['Your receipt on your phone', 'Scan it with the camera.'],
  qrReturns: 'Good for returns',
  marks: { copy: 'COPY', refund: 'REFUND', exchange: 'EXCHANGE', training: 'TRAINING' },
  thanks: 'Thank you.',
  credits: { gift_card: 'GIFT CARD', store_credit: 'STORE CREDIT', change_owed: 'CHANGE OWED' },
  creditBalance: 'On it now',
  creditKeep: 'Keep this slip like money: whoever has the code can spend it.',
  debtPaid: 'PAYMENT RECEIVED',
  paid: 'PAID',
  stillOwed: 'Still owed',
  overpaid: 'The shop owes you',
  testPage: 'TEST PAGE',
  testSigns: 'Signs',
  testLeft: 'left edge',
  testRight: 'right edge',
  testCode: 'A phone reads this code',
  testDone: 'All of it is on paper, and the paper is cut.',
  drawerTried: 'The drawer was tried',
};
