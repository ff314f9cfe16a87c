import { Bug, assert } from '#shared/base/assert.ts';
import { ESC_COMMANDS } from './esc-commands.ts';
import { FS_COMMANDS } from './fs-commands.ts';
import { GS_COMMANDS } from './gs-commands.ts';
import { type Command, PrinterState } from './printer-state.ts';
import type { PrinterStep } from './printer-step.ts';
import { signOf } from './text-tables.ts';

const DLE = 0x10;
const TABLES: Readonly<Record<number, Readonly<Record<number, Command>>>> = {
  0x1b: ESC_COMMANDS,
  0x1c: FS_COMMANDS,
  0x1d: GS_COMMANDS,
};

const HT = 0x09;
const LF = 0x0a;
const FF = 0x0c;
/** What a printer passes over: nothing, carriage return (a line ends by LF), and the end of a page that was never begun. */
const PASSED_OVER = new Set([0x00, 0x0d, 0x18]);

/**
 * Reads what was sent to a receipt printer to its end: the virtual printer's half of ESC/POS.
 *
 * An unknown command is an error, since a real printer would print what follows it as text.
 *
 * https://download4.epson.biz/sec_pubs/pos/reference_en/escpos/
 */
export function readEscpos(bytes: Uint8Array): PrinterStep[] {
  const printer = new PrinterState(bytes);
  while (!printer.isAtEnd()) readNext(printer, printer.next());
  assert(!printer.hasUnprinted(), 'the last line was never printed');
  return printer.steps;
}

function readNext(printer: PrinterState, byte: number): void {
  const commands = TABLES[byte];
  if (commands !== undefined) {
    const name = printer.next();
    const command = commands[name];
    if (command === undefined)
      throw new Bug(`unknown command ${hex(byte)} ${hex(name)} at byte ${printer.place() - 2}`);
    command(printer);
  } else if (byte === LF || byte === FF) printer.printLine();
  else if (byte === HT) printer.write('\t');
  else if (byte === DLE) skipRealTime(printer);
  else if (byte >= 0x20 && byte !== 0x7f) printer.write(readSign(printer, byte));
  else if (!PASSED_OVER.has(byte))
    throw new Bug(`the control byte ${hex(byte)} stands in the text at ${printer.place()}`);
}

function readSign(printer: PrinterState, byte: number): string {
  const { table } = printer.held;
  return signOf(table.isWide && byte >= 0x80 ? Uint8Array.of(byte, printer.next()) : Uint8Array.of(byte), table);
}

/** DLE EOT asks how the printer is, DLE DC4 opens a drawer at once; on paper they do nothing. */
function skipRealTime(printer: PrinterState): void {
  const name = printer.next();
  if (name === 0x04 || name === 0x05) printer.next();
  else if (name === 0x14) {
    const pulse = printer.take(3);
    if (pulse[0] === 1) printer.steps.push({ kind: 'drawer', pin: pulse[1] ?? 0 });
  } else throw new Bug(`unknown command ${hex(DLE)} ${hex(name)} at byte ${printer.place() - 2}`);
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
