import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import type { ReceiptColumns } from '#shared/receipt/to-text.ts';
import type { PrintedSigns } from '#shared/till-calls/device-settings.ts';
import type { Printer } from '#till/ports/printer.ts';
import type { Drawing } from './drawing/lazy-drawing.ts';
import { isDrawnOn, receiptToBytes } from './receipt-to-bytes.ts';
import type { SendBytes } from './send-bytes.ts';

/** How receipts get on paper: how wide it is, and what becomes of signs that the printer lacks. */
export type PrintLayout = {
  readonly columns: ReceiptColumns;
  readonly signs: PrintedSigns;
  readonly drawing: Drawing;
};

/** A receipt printer that speaks ESC/POS, whatever wire it hangs on. */
export function escposPrinter(send: SendBytes, layout: PrintLayout): Printer {
  return { print: async (receipt) => send(await printedBytes(receipt, layout)) };
}

/** A receipt as it is sent; what draws is opened with the first line that needs it. */
export async function printedBytes(receipt: ReceiptDocument, layout: PrintLayout): Promise<Uint8Array> {
  const { columns, signs, drawing } = layout;
  const isDrawn = signs === 'drawn' && isDrawnOn(receipt, columns);
  return receiptToBytes(receipt, columns, isDrawn ? await drawing() : null);
}
