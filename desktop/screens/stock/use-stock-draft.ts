import { z } from 'zod';
import type { StockItemView } from '#shared/till-calls/stock-calls.ts';
import { keptDrafts } from '../parts/kept-draft.ts';
import type { StockMode } from '../parts/place.tsx';
import { useKeptDraft } from '../parts/use-kept-draft.ts';
import { useWriting } from '../parts/use-writing.ts';
import { addFound, EMPTY_DRAFT, type StockDraft, stockDraftSchema } from './stock-draft.ts';

/** A unit cost is kept to 1/10,000 of the smallest coin, so that a carton's cost divides. */
const COST_PLACES_BELOW_MINOR = 4;

const STOCK_DRAFTS = keptDrafts(
  'stock-work',
  z.object({ receive: stockDraftSchema, adjust: stockDraftSchema, count: stockDraftSchema }),
  { receive: EMPTY_DRAFT, adjust: EMPTY_DRAFT, count: EMPTY_DRAFT },
);

/** What was collected for one kind of stock work, and how it is changed; it outlives the page. */
export function useStockDraft(mode: StockMode) {
  const { currencyPlaces } = useWriting();
  const kept = useKeptDraft(STOCK_DRAFTS);
  const costPlaces = currencyPlaces + COST_PLACES_BELOW_MINOR;
  const changeOf = (into: StockMode, edit: (draft: StockDraft) => StockDraft) =>
    kept.change((drafts) => ({ ...drafts, [into]: edit(drafts[into]) }));
  return {
    draft: kept.now[mode],
    costPlaces,
    change: (edit: (draft: StockDraft) => StockDraft) => changeOf(mode, edit),
    add: (into: StockMode, found: StockItemView, times = 1) =>
      changeOf(into, (before) =>
        addFound(before, found, { mode: into, times, costPlaces, lineId: crypto.randomUUID() }),
      ),
  };
}
