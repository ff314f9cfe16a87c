import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';

/** A receipt printer. It never decides what stands on a receipt, only how it gets on paper. */
export type Printer = {
  /**
   * Prints a receipt and cuts it; done when the printer took every byte.
   *
   * @param logo the picture for the receipt's block of that name, as WebP, PNG or JPEG; null where the till has none
   * @throws {Fault} `printer_offline` or `printer_out_of_paper`; the receipt waits
   */
  readonly print: (receipt: ReceiptDocument, logo: Uint8Array | null) => Promise<void>;
};
