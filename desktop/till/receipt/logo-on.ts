import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import type { Reader } from '../store/till-store.ts';

/** The picture for a document's logo, where it has one and this till keeps it. */
export function logoOn(reader: Reader, document: ReceiptDocument): Uint8Array | null {
  const url = document.blocks.find((block) => block.kind === 'logo')?.url;
  return url === undefined || url !== reader.logo.url() ? null : (reader.logo.kept()?.picture ?? null);
}
