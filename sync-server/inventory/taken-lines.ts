import { must } from '#shared/base/assert.ts';
import { type Id, type MakeId, NO_ID } from '#shared/base/ids.ts';
import { takeFirstExpired } from '#shared/stock/first-expired-first-out.ts';
import { type StockItem, type StoreLot, costOfLot } from './stock-items.ts';
import { type StockLine, stockLine } from './write-stock.ts';

type OpenLot = Omit<StoreLot, 'quantityMilli'> & { quantityMilli: number };

/** A line of a paper: negative leaves the shelf. `batchId` is null where nobody named one. */
export type AskedLine = {
  readonly variantId: Id;
  readonly batchId: Id | null;
  readonly quantityMilli: number;
  readonly unitCostE4?: number | undefined;
};

/**
 * The steps of each shelf that the lines of a paper come to, at what the goods are known to cost. What leaves without a named
 * batch goes first expired first out, a step for each batch; what comes without one is of no batch.
 */
export function takenLines(
  asked: readonly AskedLine[],
  known: {
    readonly items: ReadonlyMap<Id, StockItem>;
    readonly lots: ReadonlyMap<Id, readonly StoreLot[]>;
    readonly makeId: MakeId;
  },
): StockLine[] {
  // Two lines of one paper may take of the same shelf: the second finds what the first left.
  const shelves = new Map(
    [...known.lots].map(([variantId, lots]) => [variantId, lots.map((lot): OpenLot => ({ ...lot }))]),
  );
  return asked.flatMap((line): StockLine[] => {
    const { variantId, quantityMilli } = line;
    const item = must(known.items.get(variantId), 'every item was required');
    const shelf = shelves.get(variantId) ?? [];
    const step = (batchId: Id, movedMilli: number): StockLine => {
      const lot = shelf.find((one) => one.batchId === batchId);
      const unitCostE4 = line.unitCostE4 ?? costOfLot(item, lot);
      if (lot !== undefined) lot.quantityMilli += movedMilli;
      return stockLine({ id: known.makeId(), variantId, batchId, quantityMilli: movedMilli, unitCostE4 });
    };
    if (line.batchId !== null || quantityMilli > 0) return [step(line.batchId ?? NO_ID, quantityMilli)];
    return takeFirstExpired(shelf, -quantityMilli).map((taken) => step(taken.batchId, -taken.quantityMilli));
  });
}
