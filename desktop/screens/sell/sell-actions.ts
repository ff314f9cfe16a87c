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

/** A scan ends whatever was being entered; a code that is being added just now and was sent once more changes nothing. */
export function takeScan({ sell, place }: SellActions, code: string): void {
  if (place.panel?.panel === 'add-product' && place.panel.code === code) return;
  place.close();
  sell.addCode(code);
}
