import { expect, test } from 'vitest';
import { isBlack } from '../drawing/raster.ts';
import { readEscpos } from './read-escpos.ts';

/** Bytes and plain words, one after the other. */
function bytesOf(...parts: readonly (number | string)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part)])));
}

const ESC = 0x1b;
const GS = 0x1d;
const LF = 0x0a;

test('a line of several styles keeps each of its runs, and is one text', () => {
  const bytes = bytesOf(ESC, 0x40, 'Total ', ESC, 0x21, 0x38, '14.25', ESC, 0x21, 0, ' A', LF);
  expect(readEscpos(bytes)).toMatchObject([
    {
      kind: 'line',
      text: 'Total 14.25 A',
      align: 'left',
      runs: [
        { text: 'Total ', bold: false, across: 1, down: 1 },
        { text: '14.25', bold: true, across: 2, down: 2 },
        { text: ' A', bold: false, across: 1, down: 1 },
      ],
    },
  ]);
});

test.each([
  ['code page 437, as a printer starts', [], [0x82], 'é'],
  ['code page 858', [ESC, 0x74, 19], [0xd5], '€'],
  ['Windows 1252', [ESC, 0x74, 16], [0x80], '€'],
  ['Cyrillic', [ESC, 0x74, 17], [0x80, 0xa0], 'Аа'],
  ['Chinese of two bytes', [0x1c, 0x26], [0xb2, 0xe8], '茶'],
])('%s', (_, before, signs, text) => {
  expect(readEscpos(bytesOf(...before, ...signs, LF))).toMatchObject([{ kind: 'line', text }]);
});

test('a table that is nowhere told shows that a sign stands there', () => {
  expect(readEscpos(bytesOf(ESC, 0x74, 250, 0x80, LF))).toMatchObject([{ text: '\ufffd' }]);
});

test('pictures of each kind have the dots that were sent', () => {
  const diagonal = [0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01];
  const rows = bytesOf(GS, 0x76, 0x30, 0, 1, 0, 8, 0, ...diagonal);
  const columns = bytesOf(ESC, 0x2a, 33, 8, 0, ...diagonal.flatMap((byte) => [byte, 0, 0]));
  const stored = bytesOf(GS, 0x28, 0x4c, 18, 0, 48, 112, 48, 1, 1, 49, 8, 0, 8, 0, ...diagonal);
  const printed = bytesOf(GS, 0x28, 0x4c, 2, 0, 48, 50);
  for (const bytes of [rows, columns, Buffer.concat([stored, printed])]) {
    const [step] = readEscpos(bytes);
    if (step?.kind !== 'raster') throw new Error('a picture was sent');
    for (let y = 0; y < 8; y += 1)
      for (let x = 0; x < 8; x += 1) expect(isBlack(step.raster, x, y), `${x} ${y}`).toBe(x === y);
  }
  const [twice] = readEscpos(bytesOf(GS, 0x76, 0x30, 3, 1, 0, 8, 0, ...diagonal));
  expect(twice).toMatchObject({ kind: 'raster', raster: { widthDots: 16, heightDots: 16 } });
});

test('bar codes say what a scanner would read, in either way of sending them', () => {
  const ended = bytesOf(GS, 0x6b, 2, '4006381333931', 0);
  const counted = bytesOf(GS, 0x6b, 67, 13, '4006381333931');
  for (const bytes of [ended, counted])
    expect(readEscpos(bytes)).toMatchObject([{ kind: 'barcode', symbology: 'ean_13', data: '4006381333931' }]);
  expect(readEscpos(bytesOf(GS, 0x6b, 73, 8, '{BNo.{C', 12))).toMatchObject([{ symbology: 'code_128', data: 'No.12' }]);
});

test('a drawer opens by either command, and a question to the printer leaves nothing on paper', () => {
  const bytes = bytesOf(ESC, 0x70, 0x30, 25, 250, 0x10, 0x14, 1, 1, 1, 0x10, 0x04, 1, GS, 0x72, 1);
  expect(readEscpos(bytes)).toEqual([
    { kind: 'drawer', pin: 0 },
    { kind: 'drawer', pin: 1 },
  ]);
});

test.each([
  ['an unknown command', bytesOf(ESC, 0x01), /unknown command 1b 01 at byte 0/],
  ['bytes that end within a command', bytesOf(GS, 0x76, 0x30, 0, 9, 0, 9, 0, 1), /end within a command/],
  ['a bar code without its end', bytesOf(GS, 0x6b, 2, '4006'), /end within a command/],
  ['a control sign in the text', bytesOf('Milk', 0x07, LF), /control byte 07/],
  ['a last line that was never printed', bytesOf('Milk'), /never printed/],
])('%s is an error', (_, bytes, words) => {
  expect(() => readEscpos(bytes)).toThrow(words);
});
