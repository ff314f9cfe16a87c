import type { Cart } from '#shared/sale/cart.ts';

/** The cart that was dropped last, and who dropped it: for whoever takes that back at once. Not kept over a restart. */
export type DroppedCart = {
  readonly keep: (cart: Cart, actorId: string) => void;
  readonly of: (actorId: string) => Cart | null;
  readonly forget: () => void;
};

export function droppedCart(): DroppedCart {
  let kept: { readonly cart: Cart; readonly actorId: string } | null = null;
  return {
    keep: (cart, actorId) => {
      kept = { cart, actorId };
    },
    of: (actorId) => (kept?.actorId === actorId ? kept.cart : null),
    forget: () => {
      kept = null;
    },
  };
}
