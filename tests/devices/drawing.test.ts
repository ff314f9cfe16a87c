import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPrint } from '#devices/drawing/draw-print.ts';
import { lazyDrawing } from '#devices/drawing/lazy-drawing.ts';
import { type DrawLine, type DrawnLine, openLineDrawer } from '#devices/drawing/line-drawer.ts';
import { placeWords } from '#devices/drawing/place-words.ts';
import { printFonts } from '#devices/drawing/print-fonts.ts';
import { type Raster, isBlack } from '#devices/drawing/raster.ts';
import type { PrinterStep } from '#devices/escpos/printer-step.ts';
import { readEscpos } from '#devices/escpos/read-escpos.ts';
import { printedBytes } from '#devices/escpos-printer.ts';
import { isPrintable, printableText } from '#devices/printable-text.ts';
import { isDrawnOn, receiptToBytes } from '#devices/receipt-to-bytes.ts';
import { virtualPrinter } from '#devices/virtual-printer.ts';
import type { ReceiptBlock, ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { idOf } from '#tests/support/carts.ts';
import { hasVectors, readVectorBytes, readVectors, vectorNames } from '#tests/support/conformance-vectors.ts';

let draw: DrawLine;
let folder: string;
beforeAll(async () => {
  draw = await openLineDrawer({ ...printFonts(), ofSystem: [] });
  folder = mkdtempSync(join(tmpdir(), 'till-drawing-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLAIN = { columns: 48, bold: false, inverted: false, across: 1, down: 1 };

function line(text: string, style: Partial<DrawnLine> = {}): Promise<Raster> {
  return draw({ ...PLAIN, text, ...style });
}

function receipt(...blocks: ReceiptBlock[]): ReceiptDocument {
  return { saleId: idOf(7), receiptNumber: 'SUR-2-A-000041', locale: 'en-NG', marks: [], blocks };
}

function row(left: string, right: string, size: 'normal' | 'total' = 'normal'): ReceiptBlock {
  return { kind: 'row', left, right, letter: '', size, bold: size === 'total', indent: false };
}

function linesOf(steps: readonly PrinterStep[]): string[] {
  return steps.flatMap((step) => (step.kind === 'line' ? [step.text] : []));
}

/** The columns of dots between the first and the last black one, and the rows likewise. */
function inkOf(raster: Raster): { left: number; right: number; top: number; bottom: number; dots: number } {
  const ink = { left: raster.widthDots, right: -1, top: raster.heightDots, bottom: -1, dots: 0 };
  for (let y = 0; y < raster.heightDots; y += 1)
    for (let x = 0; x < raster.widthDots; x += 1)
      if (isBlack(raster, x, y)) {
        ink.left = Math.min(ink.left, x);
        ink.right = Math.max(ink.right, x);
        ink.top = Math.min(ink.top, y);
        ink.bottom = Math.max(ink.bottom, y);
        ink.dots += 1;
      }
  return ink;
}

const same = (one: Raster, other: Raster): boolean => Buffer.from(one.bits).equals(Buffer.from(other.bits));

test('only the lines with a sign that the printer lacks are drawn, and the others stay text', async () => {
  const mixed = receipt(
    row('Milo 400 g', '4,950.00'),
    row('Ẹ̀wà Agoyin', '1,200.00'),
    row('TOTAL', '₦6,150.00', 'total'),
  );
  const steps = readEscpos(await receiptToBytes(mixed, 48, draw));
  expect(steps.map((step) => (step.kind === 'line' ? step.text.replaceAll(/ +/g, ' ').trim() : step.kind))).toEqual([
    'Milo 400 g 4,950.00',
    'raster',
    'raster',
    'feed',
    'cut',
  ]);
  const [ewa, total] = steps.flatMap((step) => (step.kind === 'raster' ? [step.raster] : []));
  expect([ewa?.widthDots, total?.widthDots]).toEqual([576, 576]);
  expect((total?.heightDots ?? 0) / (ewa?.heightDots ?? 1)).toBe(2);
  expect(isDrawnOn(mixed, 48)).toBe(true);
  expect(isDrawnOn(receipt(row('Crème “fraîche” – 2', '€1')), 48)).toBe(false);
});

test('what is drawn ends where the printed columns end, on both papers and in large print', async () => {
  for (const columns of [48, 32] as const) {
    const amounts = receipt(row('Tea', '₦1,200.00'), row('TOTAL', '₦1,200.00', 'total'), row('Ọtí', '₦9.00'));
    for (const step of readEscpos(await receiptToBytes(amounts, columns, draw))) {
      if (step.kind !== 'raster') continue;
      expect(step.raster.widthDots).toBe(columns * 12);
      const { left, right } = inkOf(step.raster);
      // The tax letter's two columns stay free, as in text; large print has columns twice as wide.
      expect(left).toBeLessThan(12);
      expect(right).toBeGreaterThan(columns * 12 - 6 * 12);
      expect(right).toBeLessThan(columns * 12 - 2 * 12);
    }
  }
});

test('accents stand on the letters that have them, also above capitals, and nothing is cut off', async () => {
  const plain = inkOf(await line('OYO EWA'));
  const marked = inkOf(await line('Ọ̀YỌ́ Ẹ̀WÀ'));
  expect(marked.top).toBeLessThan(plain.top - 2);
  expect(marked.top).toBeGreaterThan(0);
  expect(marked.bottom).toBeGreaterThan(plain.bottom + 2);
  expect(marked.bottom).toBeLessThan(27);
  expect(same(await line('Ọ̀yọ́'.normalize('NFD')), await line('Ọ̀yọ́'.normalize('NFC')))).toBe(true);
});

test.each([
  ['naira', '₦1,200'],
  ['Hausa', 'ɗan ƙarfi'],
  ['Arabic', 'شاي أحمد'],
  ['Hebrew', 'תה ירוק'],
  ['Hindi', 'हिन्दी चाय'],
  ['Amharic', 'ቡና'],
  ['Greek', 'Ελληνικός'],
  ['Cyrillic', 'Чай'],
])('%s is drawn with signs of its own, and not with what stands for missing ones', async (_, text) => {
  expect(inkOf(await line(text)).dots).toBeGreaterThan(40);
  for (const sign of text.replaceAll(/[\p{M} ]/gu, ''))
    if (!isPrintable(sign)) expect(same(await line(sign), await line(printableText(sign))), sign).toBe(false);
});

test('Arabic is joined and runs from right to left, and the amount beside it keeps its place', async () => {
  const joined = inkOf(await line('شاي'));
  const apart = inkOf(await line('ش ا ي'));
  expect(joined.right - joined.left).toBeLessThan(apart.right - apart.left);
  expect(placeWords('Tea شاي أحمد 250 غ   ₦9 A')).toMatchObject([
    { text: 'Tea', startColumn: 0, isRightToLeft: false },
    { text: 'شاي أحمد 250 غ', startColumn: 4, isRightToLeft: true },
    { text: '₦9', startColumn: 21, isRightToLeft: false },
    { text: 'A', startColumn: 24, isRightToLeft: false },
  ]);
  const first = await line('أ ب');
  const turned = await line('ب أ');
  expect(same(first, turned)).toBe(false);
});

test('a sign that no font of the machine has becomes question marks as wide, so that amounts stay in place', async () => {
  expect(same(await line('茶 ₦9'), await line('?? ₦9'))).toBe(true);
});

test('a font of the system is read when a sign asks for it, and one that is not there is passed over', async () => {
  const { others, ...fonts } = printFonts();
  const missing = { name: 'missing', path: join(folder, 'no-such.ttf') };
  const drawLate = await openLineDrawer({ ...fonts, others: [], ofSystem: [missing, ...others] });
  expect(same(await drawLate({ ...PLAIN, text: 'ቡና' }), await line('ቡና'))).toBe(true);
});

test('a name too long for its columns is squeezed into them, never laid over the amount', async () => {
  const wide = await line('ﷺﷺﷺﷺ', { columns: 6 });
  expect(wide.widthDots).toBe(72);
  expect(inkOf(wide).right).toBeLessThanOrEqual(4 * 12);
});

test('a band is white on black to both edges', async () => {
  const [band] = readEscpos(await receiptToBytes(receipt({ kind: 'band', text: 'ẸDÀ' }), 48, draw)).flatMap((step) =>
    step.kind === 'raster' ? [step.raster] : [],
  );
  expect(band?.widthDots).toBe(576);
  expect(inkOf(band ?? { widthDots: 0, heightDots: 0, bits: new Uint8Array() })).toMatchObject({ left: 0, right: 575 });
  expect(inkOf(await line('ẸDÀ', { inverted: true })).dots).toBeGreaterThan(576 * 20);
});

test('where letters are chosen nothing is drawn, and what draws is never opened', async () => {
  let opened = 0;
  const drawing = lazyDrawing(
    () => {
      opened += 1;
      return Promise.resolve(draw);
    },
    () => undefined,
  );
  const naira = receipt(row('TOTAL', '₦6,150.00'));
  const letters = readEscpos(await printedBytes(naira, { columns: 48, signs: 'letters', drawing }));
  expect(linesOf(letters).join()).toContain('N6,150.00');
  await printedBytes(receipt(row('TOTAL', '6,150.00')), { columns: 48, signs: 'drawn', drawing });
  expect(opened).toBe(0);
  await printedBytes(naira, { columns: 48, signs: 'drawn', drawing });
  await printedBytes(naira, { columns: 48, signs: 'drawn', drawing });
  expect(opened).toBe(1);
});

test('a machine that can’t draw prints letters, and says so once', async () => {
  const said: unknown[] = [];
  const drawing = lazyDrawing(
    () => Promise.reject(new Error('no fonts')),
    (error) => said.push(error),
  );
  const layout = { columns: 48, signs: 'drawn', drawing } as const;
  const naira = receipt(row('TOTAL', '₦6,150.00'));
  for (let time = 0; time < 2; time += 1)
    expect(linesOf(readEscpos(await printedBytes(naira, layout))).join()).toContain('N6,150.00');
  expect(said).toEqual([new Error('no fonts')]);
});

test('the virtual printer leaves a picture of the paper, with a code that a phone reads', async () => {
  const address = 'https://shop.example/r/abc';
  const printed = receipt(row('TOTAL', '₦6,150.00', 'total'), { kind: 'qr', text: address, caption: ['Ẹ ṣé'] });
  const layout = { columns: 48, signs: 'drawn', drawing: () => Promise.resolve(draw) } as const;
  await virtualPrinter(folder, layout).print(printed);
  const png = readdirSync(folder).find((name) => name.endsWith('.png'));
  expect(
    readFileSync(join(folder, png ?? ''))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const paper = await drawPrint(readEscpos(await printedBytes(printed, layout)), 48, draw);
  const pixels = new Uint8ClampedArray(paper.widthDots * paper.heightDots * 4).fill(255);
  for (let y = 0; y < paper.heightDots; y += 1)
    for (let x = 0; x < paper.widthDots; x += 1)
      if (isBlack(paper, x, y)) pixels.fill(0, (y * paper.widthDots + x) * 4, (y * paper.widthDots + x) * 4 + 3);
  expect(jsQR(pixels, paper.widthDots, paper.heightDots)?.data).toBe(address);
});

test.skipIf(!hasVectors('conformance-escpos'))('what other drivers send is read to its end, and drawn', async () => {
  const files = vectorNames('conformance-escpos/bin').filter((name) => name.endsWith('.bin'));
  expect(files.length).toBeGreaterThanOrEqual(12);
  for (const file of files) {
    const steps = readEscpos(readVectorBytes(`conformance-escpos/bin/${file}`));
    expect(steps.some((step) => step.kind === 'cut')).toBe(true);
    expect(inkOf(await drawPrint(steps, 48, draw)).dots).toBeGreaterThan(500);
  }
  const words = linesOf(readEscpos(readVectorBytes('conformance-escpos/bin/receipt-with-logo.bin')));
  const expected = readVectors('conformance-escpos/bin/receipt-with-logo.expected.txt').split('\n');
  expect(words.filter((text) => text !== '')).toEqual(expected.filter((text) => text !== ''));
});
