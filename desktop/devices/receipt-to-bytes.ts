import { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { ReceiptBlock, ReceiptDocument, ReceiptSize } from '#shared/receipt/receipt-document.ts';
import { textWidth } from '#shared/receipt/text-width.ts';
import { type ReceiptColumns, blockLines } from '#shared/receipt/to-text.ts';
import type { Pen } from './drawing/pen.ts';
import type { Raster } from './drawing/raster.ts';
import { isPrintable } from './printable-text.ts';
import { blockInSigns } from './block-in-signs.ts';

/** Reset, no two-byte characters (where a printer starts with them, every é would swallow its neighbour), code page 858. */
const START = Buffer.from([0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x74, 19]);
const NORMAL = Buffer.from([0x1d, 0x21, 0x00]);
const TALL = Buffer.from([0x1d, 0x21, 0x01]);
const TALL_AND_WIDE = Buffer.from([0x1d, 0x21, 0x11]);
/** No digits below, 80 dots high, 2 dots for the thinnest bar. */
const BARS = Buffer.from([0x1d, 0x48, 0, 0x1d, 0x68, 80, 0x1d, 0x77, 2]);
/** 44 digits in bars of 2 dots are as wide as 80 mm paper prints. */
const BAR_DIGITS_MAX = 44;
const SHORT_QR_MAX = 120;

/** What is drawn on a receipt. */
export type Drawn = {
  /** Null where signs that the printer lacks become letters that it has. */
  readonly line: Pen['line'] | null;
  readonly logo: Raster | null;
};

type Paper = { readonly printer: ThermalPrinter; readonly columns: ReceiptColumns; readonly drawn: Drawn };

/**
 * A receipt in the language of ESC/POS printers, cut at its end; text is laid out as on every other copy of it.
 *
 * A line with a sign that the printer's code page lacks (₦, ọ, 茶) is drawn, the others are sent as text: it prints faster.
 */
export async function receiptToBytes(
  document: ReceiptDocument,
  columns: ReceiptColumns,
  drawn: Drawn,
): Promise<Uint8Array> {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    width: columns,
    characterSet: CharacterSet.PC858_EURO,
    breakLine: BreakLine.NONE,
  });
  printer.setBuffer(START);
  // Each block goes on where the one before it ended.
  for (const block of document.blocks) await printBlock({ printer, columns, drawn }, block);
  printer.cut({ verticalTabAmount: 1 });
  return printer.getBuffer();
}

/** Whether a receipt has a line that would have to be drawn. */
export function isDrawnOn(document: ReceiptDocument, columns: ReceiptColumns): boolean {
  return document.blocks.some((block) =>
    blockLines(blockInSigns(block, 'drawn'), columns).some((line) => !isPrintable(line)),
  );
}

async function printBlock(paper: Paper, typed: ReceiptBlock): Promise<void> {
  const block = blockInSigns(typed, paper.drawn.line === null ? 'letters' : 'drawn');
  switch (block.kind) {
    case 'logo':
      return printLogo(paper);
    case 'text':
    case 'row':
      return printLines(paper, block, block);
    case 'rule':
    case 'tax_table':
      return printLines(paper, block, PLAIN);
    case 'band':
      return printBand(paper, block.text);
    case 'qr':
      return printQr(paper, block);
    case 'barcode':
      return printBars(paper, block);
  }
}

type Style = { readonly size: ReceiptSize; readonly bold: boolean };
const PLAIN: Style = { size: 'normal', bold: false };

async function printLines(
  { printer, columns, drawn: { line: draw } }: Paper,
  block: ReceiptBlock,
  style: Style,
): Promise<void> {
  const wide = style.size === 'total' || style.size === 'shop' ? blockLines(block, columns / 2) : null;
  // A total that would break in two on narrow paper stays as tall, and in one piece.
  const isWide = wide !== null && (block.kind !== 'row' || wide.length === 1);
  const isTall = wide !== null || style.size === 'change';
  if (isTall) printer.add(isWide ? TALL_AND_WIDE : TALL);
  if (style.bold) printer.bold(true);
  for (const line of isWide ? wide : blockLines(block, columns)) {
    if (draw === null || isPrintable(line)) printer.println(line.trimEnd());
    else {
      const size = { columns: isWide ? columns / 2 : columns, across: isWide ? 2 : 1, down: isTall ? 2 : 1 };
      addRaster(printer, await draw({ text: line, ...size, bold: style.bold, inverted: false }));
    }
  }
  if (style.bold) printer.bold(false);
  if (isTall) printer.add(NORMAL);
}

async function printBand({ printer, columns, drawn: { line: draw } }: Paper, text: string): Promise<void> {
  const band = `${' '.repeat(Math.max(0, Math.floor((columns - textWidth(text)) / 2)))}${text}`;
  const line = `${band}${' '.repeat(Math.max(0, columns - textWidth(band)))}`;
  if (draw !== null && !isPrintable(line)) {
    addRaster(printer, await draw({ text: line, columns, bold: false, inverted: true, across: 1, down: 1 }));
    return;
  }
  printer.invert(true);
  printer.println(line);
  printer.invert(false);
}

function printLogo({ printer, drawn: { logo } }: Paper): void {
  if (logo === null) return;
  printer.alignCenter();
  addRaster(printer, logo);
  printer.alignLeft();
}

/** GS v 0, which every receipt printer of the last thirty years draws. */
function addRaster(printer: ThermalPrinter, { widthDots, heightDots, bits }: Raster): void {
  const rowBytes = Math.ceil(widthDots / 8);
  const size = [rowBytes & 0xff, rowBytes >> 8, heightDots & 0xff, heightDots >> 8];
  printer.add(Buffer.concat([Buffer.from([0x1d, 0x76, 0x30, 0, ...size]), bits]));
}

async function printQr(paper: Paper, block: Extract<ReceiptBlock, { kind: 'qr' }>): Promise<void> {
  const { printer } = paper;
  printer.alignCenter();
  // Counted by characters, sent as bytes: only ASCII gives the printer the right length.
  const text = encodeURI(decodable(block.text));
  printer.printQR(text, { cellSize: text.length <= SHORT_QR_MAX ? 6 : 3, correction: 'M' });
  printer.println('');
  printer.alignLeft();
  for (const caption of block.caption) await printLines(paper, centredText(caption), PLAIN);
}

/** An address that is escaped already stays as it is. */
function decodable(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** Code 128 C, two digits to a sign: in any other set 40 digits would be wider than the paper. */
async function printBars(paper: Paper, block: Extract<ReceiptBlock, { kind: 'barcode' }>): Promise<void> {
  const { printer, columns } = paper;
  const { digits } = block;
  if (columns === 48 && digits.length <= BAR_DIGITS_MAX) {
    const pairs = (digits.match(/\d\d/g) ?? []).map(Number);
    printer.alignCenter();
    printer.add(Buffer.concat([BARS, Buffer.from([0x1d, 0x6b, 73, pairs.length + 2, 0x7b, 0x43, ...pairs])]));
    printer.println('');
    printer.alignLeft();
  }
  await printLines(paper, centredText(block.caption), PLAIN);
}

function centredText(text: string): ReceiptBlock {
  return { kind: 'text', text, align: 'center', ...PLAIN };
}
