/** What stands on the page and in the e-mail of a receipt beside the receipt itself. */
export type ReceiptPageWords = {
  readonly title: string;
  readonly subject: (of: { readonly receiptNumber: string; readonly shop: string }) => string;
  /** What a phone shows of a receipt: the same three parts that a message provider's words stand around. */
  readonly message: (of: { readonly receiptNumber: string; readonly shop: string; readonly url: string }) => string;
  readonly onItsWay: { readonly title: string; readonly lines: readonly string[] };
  readonly tooMany: { readonly title: string; readonly lines: readonly string[] };
  readonly voided: string;
  readonly refunded: string;
  readonly pending: string;
};

export const ENGLISH_RECEIPT_PAGE_WORDS: ReceiptPageWords = {
  title: 'Receipt',
  subject: ({ receiptNumber, shop }) => `Receipt ${receiptNumber} from ${shop}`,
  message: ({ receiptNumber, shop, url }) => `${shop}: your receipt ${receiptNumber} is at ${url}`,
  onItsWay: {
    title: 'Your receipt is on its way',
    lines: [
      'The shop’s till has not sent it yet, or it was offline when you paid. This page looks again each minute.',
      'If it does not come within a day, check the address, or ask the shop for a printed copy.',
    ],
  },
  tooMany: {
    title: 'Please wait a minute',
    lines: ['Too many receipts were asked for from this connection. Wait a minute, then open this page again.'],
  },
  voided: 'VOIDED: this sale was taken back by the shop',
  refunded: 'Goods of this sale came back',
  pending: 'A payment of this sale is not confirmed yet',
};
