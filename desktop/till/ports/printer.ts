import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';

/** A receipt printer. It never decides what stands on a receipt, only how it gets on paper. */
export type Printer = {
  /**
   * Prints a receipt and cuts it; done when the printer took every byte.
   *
   * @throws {Fault} `printer_offline` or `printer_out_of_paper`; the receipt waits
   */
  readonly print: (receipt: ReceiptDocument) => Promise<void>;
};
