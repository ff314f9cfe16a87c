import type { MakeId } from '#shared/base/ids.ts';
import type { Cart } from './cart.ts';

/** The same cart with other ids for its lines: a line is on record under its id once only. */
export function withNewLineIds(cart: Cart, makeId: MakeId): Cart {
  const ids = new Map(cart.lines.map(({ id }) => [id, makeId()]));
  const renamed = (id: string): string => ids.get(id) ?? id;
  return {
    ...cart,
    lines: cart.lines.map((line) => ({ ...line, id: renamed(line.id) })),
    returned: (cart.returned ?? []).map(({ priced, moves }) => ({
      priced: { ...priced, lineId: renamed(priced.lineId) },
      moves,
    })),
  };
}
