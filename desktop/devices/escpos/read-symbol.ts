import type { PrinterState } from './printer-state.ts';

const PDF417 = 48;
const QR = 49;
const SIZE = 67;
const STORE = 80;
const PRINT = 81;
/** The first byte behind a symbol's kind and part belongs to the part, not to the text. */
const HEAD_BYTES = 3;

/** GS ( k: the parts of a symbol, one after the other; its size, its text and its printing are of interest. */
export function readSymbol(printer: PrinterState, bytes: Uint8Array): void {
  const [kind = 0, part = 0, first = 0] = bytes;
  const { symbol, align } = printer.held;
  if (part === SIZE && kind === QR) symbol.qrDots = first;
  else if (part === SIZE && kind === PDF417) symbol.pdfDots = first;
  else if (part === STORE) symbol.text = Buffer.from(bytes.subarray(HEAD_BYTES)).toString('utf8');
  else if (part === PRINT)
    printer.steps.push({
      kind: 'symbol',
      symbology: kind === QR ? 'qr' : kind === PDF417 ? 'pdf417' : 'other',
      text: symbol.text,
      moduleDots: kind === PDF417 ? symbol.pdfDots : symbol.qrDots,
      align,
    });
}
