import type { ReceiptColumns } from '#shared/receipt/to-text.ts';
import type { DeviceSettings, PrinterChoice } from '#shared/till-calls/device-settings.ts';
import type { CashDrawer } from '#till/ports/cash-drawer.ts';
import type { Printer } from '#till/ports/printer.ts';
import { escposDrawer } from './escpos-drawer.ts';
import { escposPrinter } from './escpos-printer.ts';
import { fileSender } from './file-sender.ts';
import type { SendBytes } from './send-bytes.ts';
import { spoolerSender } from './spooler-sender.ts';
import { tcpSender } from './tcp-sender.ts';
import { virtualDrawer } from './virtual-drawer.ts';
import { virtualPrinter } from './virtual-printer.ts';

/** Where a till without a printer leaves its receipts. */
export type VirtualPlace = { readonly folder: string; readonly now: () => Date };

/** The till's printer and the drawer that hangs on it, real or virtual. */
export function printingDevices(
  { printer, paperMm, drawer }: DeviceSettings,
  { folder, now }: VirtualPlace,
): { readonly printer: Printer; readonly drawer: CashDrawer } {
  const columns: ReceiptColumns = paperMm === 58 ? 32 : 48;
  if (printer.kind === 'none')
    return {
      printer: virtualPrinter(folder, columns),
      drawer: drawer === 'none' ? NO_DRAWER : virtualDrawer(folder, now),
    };
  const send = senderTo(printer);
  return { printer: escposPrinter(send, columns), drawer: drawer === 'none' ? NO_DRAWER : escposDrawer(send) };
}

function senderTo(printer: Exclude<PrinterChoice, { kind: 'none' }>): SendBytes {
  switch (printer.kind) {
    case 'network':
      return tcpSender(printer);
    case 'spooler':
      return spoolerSender(printer.name);
    case 'file':
      return fileSender(printer.path);
  }
}

/** A drawer with a key. */
const NO_DRAWER: CashDrawer = { open: () => Promise.resolve() };
