import type { ReceiptColumns } from '#shared/receipt/to-text.ts';
import type { Printer } from '#till/ports/printer.ts';
import { receiptToBytes } from './receipt-to-bytes.ts';
import type { SendBytes } from './send-bytes.ts';

/** A receipt printer that speaks ESC/POS, whatever wire it hangs on. */
export function escposPrinter(send: SendBytes, columns: ReceiptColumns): Printer {
  return { print: (receipt) => send(receiptToBytes(receipt, columns)) };
}
