import { ENGLISH_RECEIPT_WORDS, type ReceiptWords } from './receipt-words.ts';

/** Every word on a printed report of a drawer, so that another language is another table. */
export type ShiftReportWords = Pick<ReceiptWords, 'methods'> & {
  readonly xReport: string;
  readonly zReport: string;
  readonly opened: string;
  readonly closed: string;
  readonly printed: string;
  readonly float: string;
  readonly cashIn: string;
  readonly cashOut: string;
  readonly drops: string;
  readonly expected: string;
  readonly counted: string;
  readonly short: string;
  readonly over: string;
  readonly because: (reason: string) => string;
  readonly payments: string;
  readonly way: (method: string, count: number) => string;
  readonly pending: string;
  readonly sales: (count: number) => string;
  readonly refunds: (count: number) => string;
  readonly discounts: string;
  readonly tax: string;
};

export const ENGLISH_SHIFT_REPORT_WORDS: ShiftReportWords = {
  methods: ENGLISH_RECEIPT_WORDS.methods,
  xReport: 'X REPORT',
  zReport: 'Z REPORT',
  opened: 'Opened',
  closed: 'Closed',
  printed: 'Printed',
  float: 'Float',
  cashIn: 'Cash paid in',
  cashOut: 'Cash paid out',
  drops: 'Dropped to the safe',
  expected: 'Should be in the drawer',
  counted: 'Counted',
  short: 'SHORT',
  over: 'OVER',
  because: (reason) => `Because: ${reason}`,
  payments: 'Payments',
  way: (method, count) => `${method}, ${count}`,
  pending: 'not seen yet',
  sales: (count) => `Sales, ${count}`,
  refunds: (count) => `Refunds, ${count}`,
  discounts: 'Discounts',
  tax: 'Tax',
};
