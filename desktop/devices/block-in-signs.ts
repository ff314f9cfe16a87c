import type { ReceiptBlock } from '#shared/receipt/receipt-document.ts';
import type { PrintedSigns } from '#shared/till-calls/device-settings.ts';
import { drawableText, printableText } from './printable-text.ts';

/** A block with every text in it as it gets on paper; the text of a QR code is for machines, and stays. */
export function blockInSigns(block: ReceiptBlock, signs: PrintedSigns): ReceiptBlock {
  const on = signs === 'drawn' ? drawableText : printableText;
  switch (block.kind) {
    case 'logo':
    case 'rule':
      return block;
    case 'text':
    case 'band':
      return { ...block, text: on(block.text) };
    case 'row':
      return { ...block, left: on(block.left), right: on(block.right), letter: on(block.letter) };
    case 'tax_table': {
      const { rate, before, tax, withTax } = block.heads;
      return {
        ...block,
        heads: { rate: on(rate), before: on(before), tax: on(tax), withTax: on(withTax) },
        rows: block.rows.map((row) => ({
          letter: on(row.letter),
          rate: on(row.rate),
          before: on(row.before),
          tax: on(row.tax),
          withTax: on(row.withTax),
        })),
      };
    }
    case 'qr':
      return { ...block, caption: block.caption.map(on) };
    case 'barcode':
      return { ...block, caption: on(block.caption) };
  }
}
