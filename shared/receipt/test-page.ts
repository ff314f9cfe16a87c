import { RULE, centred, row } from './receipt-blocks.ts';
import type { ReceiptDocument } from './receipt-document.ts';
import { type SlipContext, slipHead } from './slip-head.ts';

/** Naira, euro, Yoruba, Hausa, Arabic, Chinese. */
const SIGNS = '₦ € ọ̀ ɗ ع 茶';

/**
 * A page that shows whether a printer prints all that a receipt needs: large and bold, both edges, signs of
 * many scripts, a code, and the cut.
 */
export function testPage(shiftOrTillId: string, context: SlipContext): ReceiptDocument {
  const { words, business } = context;
  return {
    saleId: shiftOrTillId,
    receiptNumber: 'TEST',
    locale: business.locale,
    marks: [],
    blocks: [
      ...slipHead(words.testPage, context),
      RULE,
      row(words.testLeft, words.testRight),
      row(words.total, '1,234.50', { size: 'total', bold: true }),
      row(words.testSigns, SIGNS),
      RULE,
      { kind: 'qr', text: 'https://stockavoo.example/test', caption: [words.testCode] },
      centred(words.testDone, { bold: true }),
    ],
  };
}
