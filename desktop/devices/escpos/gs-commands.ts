import { Bug } from '#shared/base/assert.ts';
import { digit, skipping } from './esc-commands.ts';
import type { Command, PrinterState } from './printer-state.ts';
import { readBars } from './read-bars.ts';
import { readGraphics, readKeptPicture, readLargeGraphics, readRaster } from './read-pictures.ts';
import { readSymbol } from './read-symbol.ts';

const GRAPHICS = 0x4c;
const SYMBOL = 0x6b;
/** GS V with a distance: the paper moves on before it is cut. */
const CUTS_AFTER_FEED = new Set([65, 66, 97, 98, 103, 104]);

function setSize(printer: PrinterState): void {
  const size = printer.next();
  printer.set({ across: (size >> 4) + 1, down: (size & 0x0f) + 1 });
}

function cut(printer: PrinterState): void {
  const how = printer.next();
  if (CUTS_AFTER_FEED.has(how)) printer.next();
  printer.steps.push({ kind: 'cut' });
}

function readSized(printer: PrinterState): void {
  const name = printer.next();
  const length = printer.word();
  const bytes = printer.take(length);
  if (name === SYMBOL) readSymbol(printer, bytes);
  else if (name === GRAPHICS) readGraphics(printer, bytes);
}

function printKept(printer: PrinterState): void {
  printer.next();
  if (printer.held.picture !== null) printer.printRaster(printer.held.picture);
}

/** The commands that begin with GS, by their second byte. */
export const GS_COMMANDS: Readonly<Record<number, Command>> = {
  0x21: setSize,
  0x24: skipping(2), // GS $: how far down the next sign stands in page mode
  0x28: readSized,
  0x2a: readKeptPicture,
  0x2f: printKept,
  0x38: (printer) => {
    if (printer.next() !== GRAPHICS) throw new Bug('GS 8 is only followed by L');
    readLargeGraphics(printer);
  },
  0x3a: () => undefined, // GS :: macros
  0x42: (printer) => printer.set({ inverted: (printer.next() & 1) === 1 }),
  0x48: (printer) => void (printer.held.bars.hasDigits = digit(printer.next()) !== 0),
  0x49: skipping(1), // GS I: asks who the printer is
  0x4c: (printer) => void (printer.held.marginDots = printer.word()),
  0x50: skipping(2), // GS P: units
  0x54: skipping(1), // GS T: to the line's start
  0x56: cut,
  0x57: skipping(2), // GS W: how wide it prints
  0x5c: skipping(2),
  0x5e: skipping(3), // GS ^: runs a macro
  0x61: skipping(1), // GS a: says how it is by itself
  0x62: skipping(1), // GS b: smooth signs
  0x66: skipping(1), // GS f: font of a bar code's digits
  0x68: (printer) => void (printer.held.bars.heightDots = printer.next()),
  0x6b: readBars,
  0x72: skipping(1), // GS r: asks
  0x76: readRaster,
  0x77: (printer) => void (printer.held.bars.moduleDots = printer.next()),
};
