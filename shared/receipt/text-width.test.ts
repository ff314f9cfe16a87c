import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth, wrapText } from './text-width.ts';

test('marks take no column and wide characters two', () => {
  expect(textWidth('Ẹ ṣé o')).toBe(6);
  expect(textWidth('e\u0301')).toBe(1);
  expect(textWidth('牛奶')).toBe(4);
  expect(textWidth('₦1')).toBe(2);
});

test('a text breaks between words, and a word that is too long breaks where it must', () => {
  expect(wrapText('Golden Penny Semovita', 12)).toEqual(['Golden Penny', 'Semovita']);
  expect(wrapText('Abcdefghij kl', 4)).toEqual(['Abcd', 'efgh', 'ij', 'kl']);
  expect(wrapText('', 10)).toEqual(['']);
});

test('no line is wider than the paper, and no character is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 2, max: 48 }), (text, columns) => {
      const lines = wrapText(text, columns);
      expect(lines.join('').replaceAll(/[ \t\n]/g, '')).toBe(text.replaceAll(/[ \t\n]/g, ''));
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }),
  );
});
