import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import type { ReceiptColumns } from '#shared/receipt/to-text.ts';
import type { PrintedSigns } from '#shared/till-calls/device-settings.ts';
import type { Printer } from '#till/ports/printer.ts';
import type { Drawing } from './drawing/lazy-drawing.ts';
import type { PictureRoom } from './drawing/draw-picture.ts';
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
  return { print: async (receipt, logo) => send(await printedBytes(receipt, logo, layout)) };
}

/** A receipt as it is sent; what draws is opened with the first line or logo that needs it. */
export async function printedBytes(
  receipt: ReceiptDocument,
  logo: Uint8Array | null,
  { columns, signs, drawing }: PrintLayout,
): Promise<Uint8Array> {
  const isDrawn = signs === 'drawn' && isDrawnOn(receipt, columns);
  const pen = isDrawn || logo !== null ? await drawing() : null;
  return receiptToBytes(receipt, columns, {
    line: isDrawn && pen !== null ? pen.line : null,
    logo: logo === null || pen === null ? null : pen.picture(logo, logoRoom(columns)),
  });
}

/** Two thirds of the paper's width, and no more of its length than a head of a receipt may take. */
function logoRoom(columns: ReceiptColumns): PictureRoom {
  return { widthDots: columns * 8, heightDots: 192 };
}
