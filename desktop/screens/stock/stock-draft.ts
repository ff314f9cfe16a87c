import { z } from 'zod';
import { batchViewSchema, type StockItemView } from '#shared/till-calls/stock-calls.ts';
import { changeLine } from '../parts/collected-lines.ts';
import { entryFrom } from '../parts/number-entry.ts';
import type { StockMode } from '../parts/place.tsx';
import { quantityMilliOf, quantityText } from '../parts/typed-quantity.ts';

/** Stands for a batch that the line names by its number. */
export const NEW_BATCH = 'new';
export const NO_BATCH = '';

const stockLineSchema = z.object({
  id: z.string(),
  variantId: z.string(),
  name: z.string(),
  unit: z.string(),
  /** As it was typed, so that "12." can stand there. */
  quantity: z.string(),
  cost: z.string(),
  hasBatches: z.boolean(),
  batches: z.array(batchViewSchema),
  /** The id of one of them, `NEW_BATCH` or `NO_BATCH`. */
  batch: z.string(),
  batchNumber: z.string(),
  expiresOn: z.string(),
});
export type StockLine = z.infer<typeof stockLineSchema>;

export const REASONS = ['damaged', 'expired', 'theft', 'own_use', 'found', 'opening', 'other'] as const;
export const stockDraftSchema = z.object({
  lines: z.array(stockLineSchema),
  chosenId: z.string().nullable(),
  note: z.string(),
  reason: z.enum(REASONS).nullable(),
  /** Asked for only where the reason does not say it. */
  direction: z.enum(['out', 'in']),
});
/** What was collected and is not saved yet. */
export type StockDraft = z.infer<typeof stockDraftSchema>;

export const EMPTY_DRAFT: StockDraft = { lines: [], chosenId: null, note: '', reason: null, direction: 'out' };

type Adding = {
  readonly mode: StockMode;
  /** What a star before the scan said: so many times what was scanned. */
  readonly times: number;
  readonly costPlaces: number;
  readonly lineId: string;
};

/** Adds what was found: to the last line of the same item, else as a line of its own. The line is chosen. */
export function addFound(draft: StockDraft, found: StockItemView, adding: Adding): StockDraft {
  const addedMilli = Math.round(found.quantityMilli * adding.times);
  const known = draft.lines.findLast(({ variantId }) => variantId === found.item.variantId);
  if (known !== undefined) {
    const quantity = quantityText((quantityMilliOf(known) ?? 0) + addedMilli, known.unit);
    return { ...changeLine(draft, known.id, { quantity }), chosenId: known.id };
  }
  const { item, batches, hasBatches, unitCostE4 } = found;
  const line: StockLine = {
    id: adding.lineId,
    variantId: item.variantId,
    name: item.name,
    unit: item.unit,
    quantity: quantityText(addedMilli, item.unit),
    cost: unitCostE4 === null ? '' : entryFrom(unitCostE4, adding.costPlaces).text,
    hasBatches,
    batches,
    // What comes in is a delivery of its own; what lies here is most likely of the one that goes next.
    batch: !hasBatches ? NO_BATCH : adding.mode === 'receive' ? NEW_BATCH : (batches[0]?.batchId ?? NO_BATCH),
    batchNumber: '',
    expiresOn: '',
  };
  return { ...draft, lines: [...draft.lines, line], chosenId: line.id };
}

/** A second line of the same item, for what lies of another batch. */
export function splitLine(draft: StockDraft, line: StockLine, lineId: string): StockDraft {
  const taken = new Set(draft.lines.filter((each) => each.variantId === line.variantId).map(({ batch }) => batch));
  const batch = line.batches.find(({ batchId }) => !taken.has(batchId))?.batchId ?? NO_BATCH;
  const next = { ...line, id: lineId, quantity: '', batch: line.batch === NEW_BATCH ? NEW_BATCH : batch };
  return { ...draft, lines: [...draft.lines, { ...next, batchNumber: '', expiresOn: '' }], chosenId: lineId };
}

/** Whether the reason takes goods off the shelf or puts them on it. */
export function directionOf({ reason, direction }: Pick<StockDraft, 'reason' | 'direction'>): 'out' | 'in' {
  if (reason === 'found' || reason === 'opening') return 'in';
  return reason === 'other' || reason === null ? direction : 'out';
}

export type DraftFault = { readonly kind: 'quantity' | 'number' | 'reason' | 'lines'; readonly line: StockLine | null };

/** What still has to be said before the draft can be saved; the first of it. */
export function faultOf(draft: StockDraft, mode: StockMode): DraftFault | null {
  if (draft.lines.length === 0) return { kind: 'lines', line: null };
  const lacks = draft.lines.find((line) => {
    const quantityMilli = quantityMilliOf(line);
    return quantityMilli === null || (quantityMilli === 0 && mode !== 'count');
  });
  if (lacks !== undefined) return { kind: 'quantity', line: lacks };
  const unnamed = draft.lines.find((line) => line.batch === NEW_BATCH && line.batchNumber.trim() === '');
  if (unnamed !== undefined) return { kind: 'number', line: unnamed };
  return mode === 'adjust' && draft.reason === null ? { kind: 'reason', line: null } : null;
}
