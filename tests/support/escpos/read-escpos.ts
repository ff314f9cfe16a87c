import { assert, must } from '#shared/base/assert.ts';

/** What a printer does, as it was told in ESC/POS. A line's style is what holds when it is printed. */
export type PrinterStep =
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly bold: boolean;
      readonly inverted: boolean;
      readonly wide: boolean;
      readonly tall: boolean;
    }
  | { readonly kind: 'barcode'; readonly digits: string; readonly dots: number }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer'; readonly pin: number };

const PAGE_858 = 19;
const PAGE_858_HIGH =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const FRESH = { bold: false, inverted: false, wide: false, tall: false, page: 0, moduleDots: 3, qr: '', text: '' };

/** A printer with its paper: what it was sent, how far it has read, and the style that holds now. */
type Printer = { readonly bytes: Uint8Array; at: number; state: typeof FRESH; readonly steps: PrinterStep[] };

/** Every command that a receipt of ours may hold, by its first two bytes. */
const COMMANDS: Readonly<Record<string, (printer: Printer) => void>> = {
  '1b40': (printer) => void (printer.state = { ...FRESH }),
  '1b45': (printer) => void (printer.state.bold = next(printer) === 1),
  '1b61': (printer) => void next(printer),
  '1b64': (printer) => {
    for (let lines = next(printer); lines > 0; lines -= 1) printLine(printer);
  },
  '1b70': (printer) => {
    const [pin = -1] = take(printer, 3);
    printer.steps.push({ kind: 'drawer', pin });
  },
  '1b74': (printer) => void (printer.state.page = next(printer)),
  '1c2e': () => undefined,
  '1d21': (printer) => {
    const size = next(printer);
    printer.state = { ...printer.state, wide: size >= 0x10, tall: (size & 0x0f) > 0 };
  },
  '1d28': readSymbol,
  '1d42': (printer) => void (printer.state.inverted = next(printer) === 1),
  '1d48': (printer) => void next(printer),
  '1d56': (printer) => {
    next(printer);
    printer.steps.push({ kind: 'cut' });
  },
  '1d68': (printer) => void next(printer),
  '1d6b': readBars,
  '1d77': (printer) => void (printer.state.moduleDots = next(printer)),
};

/** Reads what was sent to a printer to its end; an unknown command is an error, since a printer would print it as text. */
export function readEscpos(bytes: Uint8Array): PrinterStep[] {
  const printer: Printer = { bytes, at: 0, state: { ...FRESH }, steps: [] };
  while (printer.at < bytes.length) {
    const byte = next(printer);
    if (byte === 0x0a) printLine(printer);
    else if (byte === 0x1b || byte === 0x1c || byte === 0x1d) {
      const name = `${byte.toString(16)}${next(printer).toString(16).padStart(2, '0')}`;
      must(COMMANDS[name], `unknown command ${name}`)(printer);
    } else printer.state.text += signOf(byte, printer.state.page);
  }
  assert(printer.state.text === '', 'the last line was never printed');
  return printer.steps;
}

function signOf(byte: number, page: number): string {
  assert(byte >= 0x20 && byte !== 0x7f, `the control byte ${byte} stands in the text`);
  if (byte < 0x80) return String.fromCharCode(byte);
  assert(page === PAGE_858, 'signs above ASCII are of code page 858');
  return must(PAGE_858_HIGH[byte - 0x80], 'the code page has 128 signs above ASCII');
}

function next(printer: Printer): number {
  const byte = must(printer.bytes[printer.at], 'the bytes end within a command');
  printer.at += 1;
  return byte;
}

function take(printer: Printer, count: number): number[] {
  return Array.from({ length: count }, () => next(printer));
}

function printLine(printer: Printer): void {
  const { text, bold, inverted, wide, tall } = printer.state;
  printer.steps.push({ kind: 'line', text, bold, inverted, wide, tall });
  printer.state.text = '';
}

/** GS ( k: the parts of a QR code, one after the other; only its text and its printing are of interest. */
function readSymbol(printer: Printer): void {
  const [kind, low = 0, high = 0] = take(printer, 3);
  assert(kind === 0x6b, 'only symbols are sent by GS (');
  const [, part, ...rest] = take(printer, low + high * 256);
  if (part === 0x50) printer.state.qr = String.fromCharCode(...rest.slice(1));
  if (part === 0x51) printer.steps.push({ kind: 'qr', text: printer.state.qr });
}

/** GS k: start, set C, a pair of digits to a sign, check sign and stop, in dots as wide as they get on paper. */
function readBars(printer: Printer): void {
  const [system, length = 0] = take(printer, 2);
  const [open, set, ...pairs] = take(printer, length);
  assert(system === 73 && open === 0x7b && set === 0x43, 'the bar code is Code 128 C');
  const modules = 11 * (pairs.length + 2) + 13;
  const digits = pairs.map((pair) => String(pair).padStart(2, '0')).join('');
  printer.steps.push({ kind: 'barcode', digits, dots: modules * printer.state.moduleDots });
}
