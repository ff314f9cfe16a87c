import type { Writer } from './till-tables.ts';

/** A change got another place in the log: all that it moved goes with it. */
export function renumberRows(
  writer: Writer,
  changeId: string,
  to: { readonly epoch: string; readonly epochCounter: number; readonly seq: number },
): void {
  writer.stock.renumber(changeId, to);
  writer.ledgers.renumber(changeId, to);
}
