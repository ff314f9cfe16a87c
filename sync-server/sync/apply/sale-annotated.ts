import type { Effects } from './effects.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { journalRow } from './journal-row.ts';

/** Adds a note or a customer to finished sales; the receipt as it was printed stays in its own change. */
export function collectAnnotations(
  context: ApplyContext,
  annotated: readonly Incoming<'sale.annotated'>[],
  effects: Effects,
): void {
  for (const incoming of annotated) {
    effects.annotations.push(incoming.change.payload);
    effects.journal.push(journalRow(context, incoming, incoming.change.payload.saleId));
  }
}
