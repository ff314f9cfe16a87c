import type { Place } from '../parts/place.tsx';
import type { useSell } from './use-sell.ts';

/** What keys and buttons of the sell page can do. */
export type SellActions = {
  readonly sell: ReturnType<typeof useSell>;
  readonly place: Place;
  readonly toSearch: () => void;
};

/** Opens a panel that is about the chosen line; without a line there is nothing to open. */
export function openForLine({ sell, place }: SellActions, panel: 'quantity' | 'price' | 'note' | 'discount'): void {
  if (sell.chosen !== null) place.open({ panel, lineId: sell.chosen.id });
}
