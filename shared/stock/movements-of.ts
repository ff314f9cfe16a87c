import type { Hlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import { type CostE4, costE4 } from '#shared/base/money.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';

export const MOVEMENT_KINDS = [
  'sale',
  'refund',
  'void',
  'adjust',
  'receive',
  'transfer_out',
  'transfer_in',
  'count',
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** One step of a level. Signed: what leaves the shelf is negative. */
export type Movement = {
  readonly id: Id;
  readonly variantId: Id;
  readonly batchId: Id;
  /** Base units in thousandths. */
  readonly quantityMilli: Milli;
  readonly unitCostE4: CostE4;
  readonly kind: MovementKind;
  /** Why an adjustment was made; empty elsewhere. */
  readonly reason: string;
};

/** What somebody counted on a shelf: the level starts anew from it. */
export type CountedLevel = {
  readonly id: Id;
  readonly variantId: Id;
  readonly batchId: Id;
  readonly countedMilli: Milli;
  readonly expectedMilli: Milli;
  /** When it was counted, where that was before its change. */
  readonly countedHlc?: Hlc | undefined;
};

type Moved = {
  readonly id: Id;
  readonly variantId: Id;
  readonly batchId: Id;
  readonly quantityMilli: Milli;
  readonly unitCostE4: CostE4;
};

/** The changes that touch stock, by the parts that matter here: every `Change` of these types fits. */
export type StockChange =
  | {
      readonly type: 'sale.completed' | 'sale.refunded';
      readonly payload: { readonly lines: readonly { readonly moves: readonly Moved[] }[] };
    }
  | { readonly type: 'sale.voided'; readonly payload: { readonly moves: readonly Moved[] } }
  | { readonly type: 'stock.adjusted'; readonly payload: { readonly reason: string; readonly lines: readonly Moved[] } }
  | {
      readonly type: 'stock.received' | 'stock.transferred' | 'stock.transfer_received';
      readonly payload: { readonly lines: readonly Moved[] };
    }
  | { readonly type: 'stock.counted'; readonly payload: { readonly lines: readonly CountedLevel[] } };

const STOCK_TYPES: readonly string[] = [
  'sale.completed',
  'sale.refunded',
  'sale.voided',
  'stock.adjusted',
  'stock.received',
  'stock.transferred',
  'stock.transfer_received',
  'stock.counted',
] satisfies StockChange['type'][];

/** Tells whether a change touches stock, and narrows it to one that does. */
export function touchesStock<Any extends { readonly type: string }>(
  change: Any,
): change is Extract<Any, { type: StockChange['type'] }> {
  return STOCK_TYPES.includes(change.type);
}

/**
 * The movements of a change, from its payload alone: till and server get the same, whatever the catalogue says by then.
 *
 * A line's moves say what leaves as positive and what comes back as negative; movements turn that round. In an exchange
 * each move is a sale or a refund by its own direction.
 */
export function movementsOf(change: StockChange): Movement[] {
  switch (change.type) {
    case 'sale.completed':
    case 'sale.refunded':
      return change.payload.lines.flatMap((line) =>
        line.moves.map((move) => movement(move, -move.quantityMilli, move.quantityMilli < 0 ? 'refund' : 'sale')),
      );
    case 'sale.voided':
      return change.payload.moves.map((move) => movement(move, -move.quantityMilli, 'void'));
    case 'stock.adjusted':
      return change.payload.lines.map((line) => movement(line, line.quantityMilli, 'adjust', change.payload.reason));
    case 'stock.received':
      return change.payload.lines.map((line) => movement(line, line.quantityMilli, 'receive'));
    case 'stock.transferred':
      return change.payload.lines.map((line) => movement(line, -line.quantityMilli, 'transfer_out'));
    case 'stock.transfer_received':
      return change.payload.lines
        .filter(({ quantityMilli }) => quantityMilli !== 0)
        .map((line) => movement(line, line.quantityMilli, 'transfer_in'));
    case 'stock.counted':
      return [];
  }
}

/** The counts of a change: anchors of levels, not movements. */
export function countsOf(change: StockChange): readonly CountedLevel[] {
  return change.type === 'stock.counted' ? change.payload.lines : [];
}

function movement(moved: Moved, quantityMilli: number, kind: MovementKind, reason = ''): Movement {
  return {
    id: moved.id,
    variantId: moved.variantId,
    batchId: moved.batchId,
    quantityMilli: milli(quantityMilli),
    unitCostE4: costE4(moved.unitCostE4),
    kind,
    reason,
  };
}
