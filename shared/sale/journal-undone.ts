import { type Outcome, accept } from '#shared/base/outcome.ts';
import type { Cart, CartLine } from './cart.ts';
import { type EditBy, type Journalled, journal } from './edit-by.ts';
import { lineGross, lineNet } from './line-net.ts';

export type Undone = {
  /** The cart as it stood when the edits had been taken back. */
  readonly shown: Cart;
  /** The carts that were taken back and can't be given again. */
  readonly undone: readonly Cart[];
};

/** Each line at the largest quantity that it ever had. */
function largestOf(carts: readonly Cart[]): ReadonlyMap<string, CartLine> {
  const largest = new Map<string, CartLine>();
  for (const line of carts.flatMap((cart) => cart.lines)) {
    const known = largest.get(line.id);
    if (known === undefined || Math.abs(line.quantityMilli) > Math.abs(known.quantityMilli)) largest.set(line.id, line);
  }
  return largest;
}

function lossOf(had: CartLine, left: CartLine | undefined): Journalled | null {
  const entry = { lineName: had.name, reason: '' };
  if (left === undefined)
    return { ...entry, event: 'line_removed', quantityMilli: had.quantityMilli, amountMinor: lineNet(had) };
  if (Math.abs(left.quantityMilli) >= Math.abs(had.quantityMilli)) return null;
  const quantityMilli = had.quantityMilli - left.quantityMilli;
  return { ...entry, event: 'quantity_lowered', quantityMilli, amountMinor: lineGross(had) - lineGross(left) };
}

/** Writes down what went by taking edits back: undo is no way around the journal that removing a line goes into. */
export function journalUndone(cart: Cart, { shown, undone }: Undone, by: EditBy): Outcome<Cart, 'sale_too_large'> {
  const left = new Map(shown.lines.map((line) => [line.id, line]));
  let written: Outcome<Cart, 'sale_too_large'> = accept(cart);
  for (const had of largestOf(undone).values()) {
    const loss = lossOf(had, left.get(had.id));
    if (loss !== null && written.ok) written = journal(written.value, by, loss);
  }
  return written;
}
