import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPrint } from '#devices/drawing/draw-print.ts';
import { lazyDrawing } from '#devices/drawing/lazy-drawing.ts';
import { type DrawnLine, type Pen, openPen } from '#devices/drawing/pen.ts';
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
import { testWhere } from '#tests/support/test-where.ts';
import { hasVectors, readVectorBytes, readVectors, vectorNames } from '#tests/support/conformance-vectors.ts';

let pen: Pen;
let folder: string;
beforeAll(async () => {
  pen = await openPen({ ...printFonts(), ofSystem: [] });
  folder = mkdtempSync(join(tmpdir(), 'till-drawing-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLAIN = { columns: 48, bold: false, inverted: false, across: 1, down: 1 };

function line(text: string, style: Partial<DrawnLine> = {}): Promise<Raster> {
  return pen.line({ ...PLAIN, text, ...style });
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
  const steps = readEscpos(await receiptToBytes(mixed, 48, { line: pen.line, logo: null }));
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
    for (const step of readEscpos(await receiptToBytes(amounts, columns, { line: pen.line, logo: null }))) {
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
  const late = await openPen({ ...fonts, others: [], ofSystem: [missing, ...others] });
  expect(same(await late.line({ ...PLAIN, text: 'ቡና' }), await line('ቡና'))).toBe(true);
});

test('a name too long for its columns is squeezed into them, never laid over the amount', async () => {
  const wide = await line('ﷺﷺﷺﷺ', { columns: 6 });
  expect(wide.widthDots).toBe(72);
  expect(inkOf(wide).right).toBeLessThanOrEqual(4 * 12);
});

test('a band is white on black to both edges', async () => {
  const [band] = readEscpos(
    await receiptToBytes(receipt({ kind: 'band', text: 'ẸDÀ' }), 48, { line: pen.line, logo: null }),
  ).flatMap((step) => (step.kind === 'raster' ? [step.raster] : []));
  expect(band?.widthDots).toBe(576);
  expect(inkOf(band ?? { widthDots: 0, heightDots: 0, bits: new Uint8Array() })).toMatchObject({ left: 0, right: 575 });
  expect(inkOf(await line('ẸDÀ', { inverted: true })).dots).toBeGreaterThan(576 * 20);
});

/** A picture of a black half and a grey one, as the office makes it. */
function halves(width: number, height: number): Promise<Buffer> {
  const half = { width: width / 2, height, channels: 3 } as const;
  const black = { input: { create: { ...half, background: '#000000' } }, left: 0, top: 0 };
  return sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .composite([black])
    .webp({ lossless: true })
    .toBuffer();
}

test('a logo stands above the shop, within two thirds of either paper, and greys are every second dot', async () => {
  const layout = { signs: 'letters', drawing: () => Promise.resolve(pen) } as const;
  const shop = receipt({ kind: 'logo', url: '/logo' }, row('Milo', '1.00'));
  for (const columns of [48, 32] as const) {
    const [logo, milo] = readEscpos(await printedBytes(shop, await halves(480, 240), { ...layout, columns }));
    expect(milo?.kind).toBe('line');
    if (logo?.kind !== 'raster') throw new Error('the logo comes first');
    expect(logo.align).toBe('center');
    const { widthDots, heightDots } = logo.raster;
    expect(widthDots).toBeLessThanOrEqual(columns * 8);
    expect(heightDots).toBeLessThanOrEqual(192);
    expect(Math.abs(widthDots / heightDots - 2)).toBeLessThan(0.05);
    const half = (widthDots * heightDots) / 2;
    expect(inkOf(logo.raster).dots).toBeGreaterThan(half * 1.4);
    expect(inkOf(logo.raster).dots).toBeLessThan(half * 1.6);
  }
});

test('a small logo is not enlarged, and one that is no picture is left out', async () => {
  expect(pen.picture(await halves(40, 20), { widthDots: 384, heightDots: 192 })).toMatchObject({
    widthDots: 40,
    heightDots: 20,
  });
  expect(pen.picture(Buffer.from('no picture'), { widthDots: 384, heightDots: 192 })).toBeNull();
});

test('where letters are chosen nothing is drawn, and what draws is never opened', async () => {
  let opened = 0;
  const drawing = lazyDrawing(
    () => {
      opened += 1;
      return Promise.resolve(pen);
    },
    () => undefined,
  );
  const naira = receipt(row('TOTAL', '₦6,150.00'));
  const letters = readEscpos(await printedBytes(naira, null, { columns: 48, signs: 'letters', drawing }));
  expect(linesOf(letters).join()).toContain('N6,150.00');
  await printedBytes(receipt(row('TOTAL', '6,150.00')), null, { columns: 48, signs: 'drawn', drawing });
  expect(opened).toBe(0);
  await printedBytes(naira, null, { columns: 48, signs: 'drawn', drawing });
  await printedBytes(naira, null, { columns: 48, signs: 'drawn', drawing });
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
    expect(linesOf(readEscpos(await printedBytes(naira, null, layout))).join()).toContain('N6,150.00');
  expect(said).toEqual([new Error('no fonts')]);
});

test('the virtual printer leaves a picture of the paper, with a code that a phone reads', async () => {
  const address = 'https://shop.example/r/abc';
  const printed = receipt(row('TOTAL', '₦6,150.00', 'total'), { kind: 'qr', text: address, caption: ['Ẹ ṣé'] });
  const layout = { columns: 48, signs: 'drawn', drawing: () => Promise.resolve(pen) } as const;
  await virtualPrinter(folder, layout).print(printed, null);
  const png = readdirSync(folder).find((name) => name.endsWith('.png'));
  expect(
    readFileSync(join(folder, png ?? ''))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const paper = await drawPrint(readEscpos(await printedBytes(printed, null, layout)), 48, pen.line);
  const pixels = new Uint8ClampedArray(paper.widthDots * paper.heightDots * 4).fill(255);
  for (let y = 0; y < paper.heightDots; y += 1)
    for (let x = 0; x < paper.widthDots; x += 1)
      if (isBlack(paper, x, y)) pixels.fill(0, (y * paper.widthDots + x) * 4, (y * paper.widthDots + x) * 4 + 3);
  expect(jsQR(pixels, paper.widthDots, paper.heightDots)?.data).toBe(address);
});

testWhere(hasVectors('conformance-escpos'))('what other drivers send is read to its end, and drawn', async () => {
  const files = vectorNames('conformance-escpos/bin').filter((name) => name.endsWith('.bin'));
  expect(files.length).toBeGreaterThanOrEqual(12);
  for (const file of files) {
    const steps = readEscpos(readVectorBytes(`conformance-escpos/bin/${file}`));
    expect(steps.some((step) => step.kind === 'cut')).toBe(true);
    expect(inkOf(await drawPrint(steps, 48, pen.line)).dots).toBeGreaterThan(500);
  }
  const words = linesOf(readEscpos(readVectorBytes('conformance-escpos/bin/receipt-with-logo.bin')));
  const expected = readVectors('conformance-escpos/bin/receipt-with-logo.expected.txt').split('\n');
  expect(words.filter((text) => text !== '')).toEqual(expected.filter((text) => text !== ''));
});
