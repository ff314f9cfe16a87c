import type { Id } from '#shared/base/ids.ts';
import type { Cart, CartLine } from './cart.ts';

export function findLine(cart: Cart, lineId: Id): CartLine | undefined {
  return cart.lines.find((line) => line.id === lineId);
}

/** The cart with this line in the place of the one with the same id. */
export function replaceLine(cart: Cart, line: CartLine): Cart {
  return { ...cart, lines: cart.lines.map((known) => (known.id === line.id ? line : known)) };
}
