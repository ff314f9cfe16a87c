import fc from 'fast-check';
import { expect, test } from 'vitest';
import { receiptToBytes } from './receipt-to-bytes.ts';
import { printableText } from './printable-text.ts';

test('signs that a printer lacks become what shops write instead, and letters lose only their marks', () => {
  expect(printableText('₦1,200 GH₵5 “Ọ̀yọ́” ɗan – ƙarfi… 5\u00a0€ Crème')).toBe(
    'N1,200 GHC5 "Oyo" dan - karfi... 5 € Crème',
  );
  expect(printableText('日本 🍎')).toBe('?? ?');
});

test('whatever is typed takes one byte a sign, and none of it is a command', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
      const printable = printableText(text);
      expect(printableText(printable)).toBe(printable);
      const document = {
        saleId: '',
        receiptNumber: 'x',
        locale: 'en',
        marks: [],
        blocks: [{ kind: 'band' as const, text: printable }],
      };
      const bytes = Buffer.from(await receiptToBytes(document, 48, { line: null, logo: null }));
      const start = bytes.indexOf(Buffer.of(0x1d, 0x42, 1)) + 3;
      const end = bytes.lastIndexOf(Buffer.of(0x0a, 0x1d, 0x42, 0));
      const line = bytes.subarray(start, end);
      expect(line).toHaveLength(Math.max(48, printable.length));
      expect(line.every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true);
    }),
  );
});
