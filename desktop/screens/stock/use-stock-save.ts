import { useRef, useState } from 'react';
import type { z } from 'zod';
import {
  stockAdjustCall,
  stockCountCall,
  type stockLevelViewSchema,
  stockReceiveCall,
} from '#shared/till-calls/stock-calls.ts';
import type { Approval } from '../parts/ask-manager.tsx';
import { entryOf, entryUnits } from '../parts/number-entry.ts';
import type { StockMode } from '../parts/place.tsx';
import { playSound } from '../parts/sounds.ts';
import { quantityMilliOf } from '../parts/typed-quantity.ts';
import { useApproved } from '../parts/use-approved.ts';
import type { Answer } from '../till-client/answer.ts';
import type { SendCall } from '../till-client/till-client.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import {
  type DraftFault,
  directionOf,
  EMPTY_DRAFT,
  faultOf,
  NEW_BATCH,
  NO_BATCH,
  type StockDraft,
  type StockLine,
} from './stock-draft.ts';
import { useStockDraft } from './use-stock-draft.ts';

/** A level after the work; a count says what was expected too. */
export type SavedLevel = z.infer<typeof stockLevelViewSchema> & {
  readonly expectedMilli?: number;
  readonly varianceMilli?: number;
};
export type SavedWork = { readonly mode: StockMode; readonly levels: readonly SavedLevel[] };

type Saving = {
  readonly send: SendCall;
  readonly draft: StockDraft;
  readonly costPlaces: number;
  readonly approval: Approval | undefined;
};

function placeOf({ variantId, batch }: StockLine) {
  return batch === NO_BATCH || batch === NEW_BATCH ? { variantId } : { variantId, batchId: batch };
}

function receive({ send, draft, costPlaces, approval }: Saving) {
  const lines = draft.lines.map((line) => {
    const unitCostE4 = entryUnits(entryOf(line.cost, costPlaces));
    const expiresOn = line.expiresOn === '' ? null : line.expiresOn;
    return {
      ...placeOf(line),
      quantityMilli: quantityMilliOf(line) ?? 0,
      ...(unitCostE4 === null ? {} : { unitCostE4 }),
      ...(line.batch === NEW_BATCH ? { batch: { number: line.batchNumber, expiresOn } } : {}),
    };
  });
  return send(stockReceiveCall, { note: draft.note, lines, ...(approval === undefined ? {} : { approval }) });
}

function adjust({ send, draft, approval }: Saving) {
  const sign = directionOf(draft) === 'out' ? -1 : 1;
  const lines = draft.lines.map((line) => ({
    ...placeOf(line),
    quantityMilli: sign * (quantityMilliOf(line) ?? 0),
  }));
  const { note } = draft;
  const reason = draft.reason ?? 'other';
  return send(stockAdjustCall, { reason, note, lines, ...(approval === undefined ? {} : { approval }) });
}

function count({ send, draft, approval }: Saving) {
  const lines = draft.lines.map((line) => ({ ...placeOf(line), countedMilli: quantityMilliOf(line) ?? 0 }));
  return send(stockCountCall, { note: draft.note, lines, ...(approval === undefined ? {} : { approval }) });
}

const SAVES = { receive, adjust, count } as const;

/** Saves what was collected as one call; who may not asks a manager here, and the lines stay until it is done. */
export function useStockSave(mode: StockMode, onFault: (fault: DraftFault) => void) {
  const { send } = useTillClient();
  const { draft, costPlaces, change } = useStockDraft(mode);
  const [saved, setSaved] = useState<SavedWork | null>(null);
  const [fault, setFault] = useState<DraftFault | null>(null);
  // A second press while the till writes is the same saving: goods must not come in twice.
  const running = useRef<Promise<Answer<{ readonly levels: readonly SavedLevel[] }>> | null>(null);
  const asked = useApproved<{ readonly levels: readonly SavedLevel[] }>(({ levels }) => {
    playSound('paid');
    setSaved({ mode, levels });
    change(() => EMPTY_DRAFT);
  });
  return {
    asked,
    saved: saved?.mode === mode ? saved : null,
    fault,
    /** Something was collected anew: what was said about the last saving is old. */
    begin: () => {
      setSaved(null);
      setFault(null);
    },
    save: () => {
      const found = faultOf(draft, mode);
      setFault(found);
      if (found !== null) return onFault(found);
      return asked.begin((approval) => {
        running.current ??= SAVES[mode]({ send, draft, costPlaces, approval }).finally(() => {
          running.current = null;
        });
        return running.current;
      });
    },
  };
}
