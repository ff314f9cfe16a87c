import { z } from 'zod';
import type { StockMode } from '../parts/place.tsx';
import { EMPTY_DRAFT, type StockDraft, stockDraftSchema } from './stock-draft.ts';

const draftsSchema = z.object({ receive: stockDraftSchema, adjust: stockDraftSchema, count: stockDraftSchema });
type StockDrafts = Readonly<Record<StockMode, StockDraft>>;

const NONE: StockDrafts = { receive: EMPTY_DRAFT, adjust: EMPTY_DRAFT, count: EMPTY_DRAFT };

type KeptDrafts = {
  readonly drafts: () => StockDrafts;
  readonly change: (mode: StockMode, edit: (draft: StockDraft) => StockDraft) => void;
  readonly subscribe: (listen: () => void) => () => void;
};

const known = new Map<string, KeptDrafts>();

/**
 * What was collected for each kind of stock work on this till. It lies in the window's own storage, above every page: going
 * back to the sale, locking, another person and a restart leave it as it is.
 */
export function keptDrafts(tillName: string): KeptDrafts {
  const kept = known.get(tillName) ?? openDrafts(`stock-work ${tillName}`);
  known.set(tillName, kept);
  return kept;
}

function openDrafts(key: string): KeptDrafts {
  let drafts = readDrafts(localStorage.getItem(key));
  const listeners = new Set<() => void>();
  return {
    drafts: () => drafts,
    change: (mode, edit) => {
      drafts = { ...drafts, [mode]: edit(drafts[mode]) };
      try {
        localStorage.setItem(key, JSON.stringify(drafts));
      } catch {
        // A full storage keeps no more; the lines stay on the screen.
      }
      for (const listen of listeners) listen();
    },
    subscribe: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

/** What an earlier program kept in another form is begun anew. */
function readDrafts(text: string | null): StockDrafts {
  if (text === null) return NONE;
  try {
    return draftsSchema.safeParse(JSON.parse(text)).data ?? NONE;
  } catch {
    return NONE;
  }
}
