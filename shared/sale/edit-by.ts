import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { type Cart, JOURNAL_ENTRIES_MAX, type JournalEntry } from './cart.ts';
import type { Id } from '#shared/base/ids.ts';

/** Who edits a cart, when, and who allowed it on the spot where the first may not. */
export type EditBy = { readonly atMs: number; readonly actorId: Id; readonly approvedBy: Id | null };

/** What an edit took away or gave, as the journal keeps it. */
export type Journalled = {
  readonly event: JournalEntry['event'];
  readonly lineName: string | null;
  /** How much less is in the cart, in the unit sold. */
  readonly quantityMilli: number | null;
  /** How much less the cart is worth; negative where it became dearer. */
  readonly amountMinor: number | null;
  readonly reason: string;
};

/** The edited cart with one more entry in its journal, which travels with the sale; a full journal refuses the edit. */
export function journal(cart: Cart, by: EditBy, entry: Journalled): Outcome<Cart, 'sale_too_large'> {
  if (cart.journal.length >= JOURNAL_ENTRIES_MAX) return refuse('sale_too_large', { max: JOURNAL_ENTRIES_MAX });
  const written: JournalEntry = {
    atMs: by.atMs,
    actorId: by.actorId,
    event: entry.event,
    lineName: entry.lineName,
    quantityMilli: entry.quantityMilli === null ? null : milli(entry.quantityMilli),
    amountMinor: entry.amountMinor === null ? null : minor(entry.amountMinor),
    reason: entry.reason,
    approvedBy: by.approvedBy,
  };
  return accept({ ...cart, journal: [...cart.journal, written] });
}
