import type { ReceiptColumns } from '#shared/receipt/to-text.ts';
import type { CashDrawer } from '#till/ports/cash-drawer.ts';
import type { Printer } from '#till/ports/printer.ts';
import { escposDrawer } from './escpos-drawer.ts';
import { escposPrinter } from './escpos-printer.ts';
import type { PrinterAddress } from './tcp-sender.ts';
import { tcpSender } from './tcp-sender.ts';
import { virtualDrawer } from './virtual-drawer.ts';
import { virtualPrinter } from './virtual-printer.ts';

export type PrintingSettings = {
  /** Null prints into the folder. */
  readonly printer: PrinterAddress | null;
  readonly columns: ReceiptColumns;
  readonly folder: string;
  readonly now: () => Date;
};

/** The till's printer and the drawer that hangs on it, real or virtual. */
export function printingDevices({ printer, columns, folder, now }: PrintingSettings): {
  readonly printer: Printer;
  readonly drawer: CashDrawer;
} {
  if (printer === null) return { printer: virtualPrinter(folder, columns), drawer: virtualDrawer(folder, now) };
  const send = tcpSender(printer);
  return { printer: escposPrinter(send, columns), drawer: escposDrawer(send) };
}
