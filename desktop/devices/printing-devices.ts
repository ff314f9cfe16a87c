import type { DeviceSettings, PrinterAnswer, PrinterChoice } from '#shared/till-calls/device-settings.ts';
import type { CashDrawer } from '#till/ports/cash-drawer.ts';
import type { Printer } from '#till/ports/printer.ts';
import { escposDrawer } from './escpos-drawer.ts';
import type { Drawing } from './drawing/lazy-drawing.ts';
import { type PrintLayout, escposPrinter } from './escpos-printer.ts';
import { fileWire } from './file-wire.ts';
import type { PrinterWire } from './printer-wire.ts';
import { spoolerWire } from './spooler-wire.ts';
import { tcpWire } from './tcp-wire.ts';
import { virtualDrawer } from './virtual-drawer.ts';
import { virtualPrinter } from './virtual-printer.ts';
import { virtualAnswer } from './virtual-state.ts';

/** Where a till without a printer leaves its receipts, and what draws on all of them. */
export type PrintingPlace = { readonly folder: string; readonly now: () => Date; readonly drawing: Drawing };

export type PrintingDevices = {
  readonly printer: Printer;
  readonly drawer: CashDrawer;
  /** How the printer says that it is. */
  readonly answer: () => Promise<PrinterAnswer>;
};

/** The till's printer and the drawer that hangs on it, real or virtual. */
export function printingDevices(
  { printer, paperMm, drawer, signs }: DeviceSettings,
  { folder, now, drawing }: PrintingPlace,
): PrintingDevices {
  const layout: PrintLayout = { columns: paperMm === 58 ? 32 : 48, signs, drawing };
  if (printer.kind === 'none')
    return {
      printer: virtualPrinter(folder, layout),
      drawer: drawer === 'none' ? NO_DRAWER : virtualDrawer(folder, now),
      answer: () => virtualAnswer(folder),
    };
  const { send, answer } = wireTo(printer);
  return { printer: escposPrinter(send, layout), drawer: drawer === 'none' ? NO_DRAWER : escposDrawer(send), answer };
}

function wireTo(printer: Exclude<PrinterChoice, { kind: 'none' }>): PrinterWire {
  switch (printer.kind) {
    case 'network':
      return tcpWire(printer);
    case 'spooler':
      return spoolerWire(printer.name);
    case 'file':
      return fileWire(printer.path);
  }
}

/** A drawer with a key. */
const NO_DRAWER: CashDrawer = { open: () => Promise.resolve() };
