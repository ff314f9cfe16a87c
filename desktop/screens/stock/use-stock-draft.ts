import { useSyncExternalStore } from 'react';
import type { StockItemView } from '#shared/till-calls/stock-calls.ts';
import type { StockMode } from '../parts/place.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { keptDrafts } from './kept-drafts.ts';
import { addFound, type StockDraft } from './stock-draft.ts';

/** A unit cost is kept to 1/10,000 of the smallest coin, so that a carton's cost divides. */
const COST_PLACES_BELOW_MINOR = 4;

/** What was collected for one kind of stock work, and how it is changed; it outlives the page. */
export function useStockDraft(mode: StockMode) {
  const { businessName, storeCode, tillCode } = useTillState();
  const { currencyPlaces } = useWriting();
  const kept = keptDrafts(`${businessName} ${storeCode}-${tillCode}`);
  const draft = useSyncExternalStore(kept.subscribe, kept.drafts)[mode];
  const costPlaces = currencyPlaces + COST_PLACES_BELOW_MINOR;
  return {
    draft,
    costPlaces,
    change: (edit: (draft: StockDraft) => StockDraft) => kept.change(mode, edit),
    add: (into: StockMode, found: StockItemView, times = 1) =>
      kept.change(into, (before) =>
        addFound(before, found, { mode: into, times, costPlaces, lineId: crypto.randomUUID() }),
      ),
  };
}
