import { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { ReceiptBlock, ReceiptDocument, ReceiptSize } from '#shared/receipt/receipt-document.ts';
import { type ReceiptColumns, blockLines } from '#shared/receipt/to-text.ts';
import { printableText } from './printable-text.ts';

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

type Paper = { readonly printer: ThermalPrinter; readonly columns: ReceiptColumns };

/** A receipt in the language of ESC/POS printers, cut at its end; text is laid out as on every other copy of it. */
export function receiptToBytes(document: ReceiptDocument, columns: ReceiptColumns): Uint8Array {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    width: columns,
    characterSet: CharacterSet.PC858_EURO,
    breakLine: BreakLine.NONE,
  });
  printer.setBuffer(START);
  for (const block of document.blocks) printBlock({ printer, columns }, block);
  printer.cut({ verticalTabAmount: 1 });
  return printer.getBuffer();
}

function printBlock({ printer, columns }: Paper, block: ReceiptBlock): void {
  switch (block.kind) {
    case 'logo':
      return;
    case 'text':
      printLines({ printer, columns }, { ...block, text: printableText(block.text) }, block);
      return;
    case 'row':
      printLines(
        { printer, columns },
        {
          ...block,
          left: printableText(block.left),
          right: printableText(block.right),
          letter: printableText(block.letter),
        },
        block,
      );
      return;
    case 'rule':
      printLines({ printer, columns }, block, PLAIN);
      return;
    case 'tax_table':
      printLines({ printer, columns }, printableTable(block), PLAIN);
      return;
    case 'band':
      printBand({ printer, columns }, printableText(block.text));
      return;
    case 'qr':
      printQr({ printer, columns }, block);
      return;
    case 'barcode':
      printBars({ printer, columns }, block);
      return;
  }
}

type Style = { readonly size: ReceiptSize; readonly bold: boolean };
const PLAIN: Style = { size: 'normal', bold: false };

function printLines({ printer, columns }: Paper, block: ReceiptBlock, style: Style): void {
  const wide = style.size === 'total' || style.size === 'shop' ? blockLines(block, columns / 2) : null;
  // A total that would break in two on narrow paper stays as tall, and in one piece.
  const isWide = wide !== null && (block.kind !== 'row' || wide.length === 1);
  const isTall = wide !== null || style.size === 'change';
  if (isTall) printer.add(isWide ? TALL_AND_WIDE : TALL);
  if (style.bold) printer.bold(true);
  for (const line of isWide ? wide : blockLines(block, columns)) printer.println(line.trimEnd());
  if (style.bold) printer.bold(false);
  if (isTall) printer.add(NORMAL);
}

function printBand({ printer, columns }: Paper, text: string): void {
  const band = ' '.repeat(Math.max(0, Math.floor((columns - text.length) / 2)));
  printer.invert(true);
  printer.println(`${band}${text}`.padEnd(columns));
  printer.invert(false);
}

function printQr({ printer, columns }: Paper, block: Extract<ReceiptBlock, { kind: 'qr' }>): void {
  printer.alignCenter();
  // Counted by characters, sent as bytes: only ASCII gives the printer the right length.
  const text = encodeURI(decodable(block.text));
  printer.printQR(text, { cellSize: text.length <= SHORT_QR_MAX ? 6 : 3, correction: 'M' });
  printer.println('');
  printer.alignLeft();
  for (const caption of block.caption)
    printLines({ printer, columns }, { kind: 'text', text: printableText(caption), align: 'center', ...PLAIN }, PLAIN);
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
function printBars({ printer, columns }: Paper, block: Extract<ReceiptBlock, { kind: 'barcode' }>): void {
  const { digits } = block;
  if (columns === 48 && digits.length <= BAR_DIGITS_MAX) {
    const pairs = (digits.match(/\d\d/g) ?? []).map(Number);
    printer.alignCenter();
    printer.add(Buffer.concat([BARS, Buffer.from([0x1d, 0x6b, 73, pairs.length + 2, 0x7b, 0x43, ...pairs])]));
    printer.println('');
    printer.alignLeft();
  }
  printLines(
    { printer, columns },
    { kind: 'text', text: printableText(block.caption), align: 'center', ...PLAIN },
    PLAIN,
  );
}

function printableTable(block: Extract<ReceiptBlock, { kind: 'tax_table' }>): ReceiptBlock {
  const { heads } = block;
  return {
    kind: 'tax_table',
    heads: {
      rate: printableText(heads.rate),
      before: printableText(heads.before),
      tax: printableText(heads.tax),
      withTax: printableText(heads.withTax),
    },
    rows: block.rows.map((row) => ({
      letter: printableText(row.letter),
      rate: printableText(row.rate),
      before: printableText(row.before),
      tax: printableText(row.tax),
      withTax: printableText(row.withTax),
    })),
  };
}
