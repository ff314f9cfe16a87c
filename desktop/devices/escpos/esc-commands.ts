import type { PrintAlign } from './printer-step.ts';
import { type Command, type PrinterState, SPACING_DOTS, freshlyHeld } from './printer-state.ts';
import { readColumnPicture } from './read-pictures.ts';
import { textTable } from './text-tables.ts';

const ALIGNS: readonly PrintAlign[] = ['left', 'center', 'right'];

/** What has so many bytes of arguments and leaves nothing on paper that a picture of it would show. */
export function skipping(count: number): Command {
  return (printer) => void printer.take(count);
}

/** A digit is sent as its number or as its sign. */
export function digit(byte: number): number {
  return byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : byte;
}

function setMode(printer: PrinterState): void {
  const mode = printer.next();
  printer.set({
    isSmall: (mode & 0x01) !== 0,
    bold: (mode & 0x08) !== 0,
    down: (mode & 0x10) === 0 ? 1 : 2,
    across: (mode & 0x20) === 0 ? 1 : 2,
    underlined: (mode & 0x80) !== 0,
  });
}

function defineSigns(printer: PrinterState): void {
  const [height = 0, first = 0, last = 0] = printer.take(3);
  for (let sign = first; sign <= last; sign += 1) printer.take(printer.next() * height);
}

function feed(printer: PrinterState, dots: number): void {
  if (printer.hasUnprinted()) printer.printLine();
  printer.steps.push({ kind: 'feed', dots });
}

/** The commands that begin with ESC, by their second byte. */
export const ESC_COMMANDS: Readonly<Record<number, Command>> = {
  0x20: skipping(1), // ESC SP: room right of each sign
  0x21: setMode,
  0x24: skipping(2), // ESC $: where the next sign stands
  0x25: skipping(1), // ESC %: signs of one's own
  0x26: defineSigns,
  0x2a: readColumnPicture,
  0x2d: (printer) => printer.set({ underlined: digit(printer.next()) !== 0 }),
  0x32: (printer) => void (printer.held.spacingDots = SPACING_DOTS),
  0x33: (printer) => void (printer.held.spacingDots = printer.next()),
  0x3d: skipping(1), // ESC =: which device listens
  0x3f: skipping(1), // ESC ?: forget a sign of one's own
  0x40: (printer) => void (printer.held = freshlyHeld()),
  0x42: skipping(2), // ESC B: beep
  0x44: (printer) => void printer.takeToNull(), // ESC D: tabs
  0x45: (printer) => printer.set({ bold: (printer.next() & 1) === 1 }),
  0x47: (printer) => printer.set({ bold: (printer.next() & 1) === 1 }),
  0x4a: (printer) => feed(printer, printer.next()),
  0x4b: skipping(1), // ESC K: paper back
  0x4c: () => undefined, // ESC L: page mode
  0x4d: (printer) => printer.set({ isSmall: digit(printer.next()) === 1 }),
  0x52: skipping(1), // ESC R: signs of a country
  0x53: () => undefined, // ESC S: no page mode
  0x54: skipping(1), // ESC T: direction in page mode
  0x56: skipping(1), // ESC V: turned signs
  0x57: skipping(8), // ESC W: where the page lies
  0x5c: skipping(2), // ESC \: how far the next sign stands
  0x61: (printer) => void (printer.held.align = ALIGNS[digit(printer.next())] ?? 'left'),
  0x63: skipping(2), // ESC c: sensors and buttons
  0x64: (printer) => feed(printer, printer.next() * printer.held.spacingDots),
  0x65: skipping(1), // ESC e: lines back
  0x69: (printer) => void printer.steps.push({ kind: 'cut' }),
  0x6d: (printer) => void printer.steps.push({ kind: 'cut' }),
  0x70: (printer) => {
    const [pin = 0] = printer.take(3);
    printer.steps.push({ kind: 'drawer', pin: digit(pin) });
  },
  0x72: skipping(1), // ESC r: colour
  0x74: (printer) => void (printer.held.table = textTable(printer.next())),
  0x75: skipping(1), // ESC u, ESC v: asks
  0x76: () => undefined,
  0x7b: skipping(1), // ESC {: upside down
};
