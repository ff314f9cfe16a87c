import { skipping } from './esc-commands.ts';
import type { Command, PrinterState } from './printer-state.ts';
import { textTable, wideTable } from './text-tables.ts';

const WIDE_SIGN_BYTES = 72;

/** The commands that begin with FS, by their second byte: signs of two bytes, and pictures that the printer keeps. */
export const FS_COMMANDS: Readonly<Record<number, Command>> = {
  0x21: skipping(1), // FS !: how wide signs look
  0x26: (printer) => void (printer.held.table = wideTable()),
  0x28: (printer) => void printer.take(sized(printer)), // FS (
  0x2d: skipping(1), // FS -: underlined wide signs
  0x2e: (printer) => void (printer.held.table = printer.held.table.isWide ? textTable(0) : printer.held.table),
  0x32: skipping(2 + WIDE_SIGN_BYTES), // FS 2: a wide sign of one's own
  0x3f: skipping(2), // FS ?
  0x43: skipping(1), // FS C: which code of wide signs
  0x53: skipping(2), // FS S: room around wide signs
  0x57: skipping(1), // FS W: wide signs of four times the size
  0x70: skipping(2), // FS p: a kept picture, which a virtual printer never got
};

function sized(printer: PrinterState): number {
  printer.next();
  return printer.word();
}
