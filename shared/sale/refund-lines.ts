import { mulDivRound } from '#shared/base/integer.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import type { CartLine, LineMove } from './cart.ts';
import type { PricedLine } from './priced.ts';
import { amountsOf, returnedLine } from './refund-amounts.ts';
import type { ReturnedLine, ReturnedSoFar } from './returned-so-far.ts';
import type { SalePayload, SoldLine } from './sale-payload.ts';

/** One line that comes back: how much of it, as a positive quantity, and whether the goods go on the shelf again. */
export type RefundChoice = { readonly lineId: Id; readonly quantityMilli: Milli; readonly restock: boolean };

/** A returned line as the cart shows it, what it is worth, and what goes back on the shelf. */
export type RefundLine = { readonly line: CartLine; readonly priced: PricedLine; readonly moves: readonly LineMove[] };

export type RefundRefusal =
  | 'refund_sale_unknown'
  | 'refund_line_unknown'
  | 'refund_too_much'
  | 'quantity_not_positive'
  | 'quantity_not_whole';

export type RefundLinesInput = {
  readonly original: SalePayload;
  readonly returned: ReturnedSoFar;
  readonly chosen: readonly RefundChoice[];
  readonly makeId: MakeId;
};

const NOTHING: ReturnedLine = { quantityMilli: milli(0), amounts: [] };

/** How much of a sold line can still come back. */
export function leftMilli(sold: SoldLine, returned: ReturnedLine | undefined): Milli {
  return milli(Math.max(0, sold.quantityMilli - (returned?.quantityMilli ?? 0)));
}

/** What has to have come back of the line's amounts once `upTo` has: round(amount × upTo ÷ sold). */
function cumulated(sold: SoldLine, upToMilli: number): readonly number[] {
  return amountsOf(sold).map((amount) => mulDivRound(amount, upToMilli, sold.quantityMilli));
}

/** The step from what came back before. Tills that refunded the same line apart may be past it: then nothing, not less. */
function step(target: readonly number[], before: readonly number[]): readonly number[] {
  return target.map((amount, place) => {
    const open = amount - (before[place] ?? 0);
    return amount < 0 ? Math.min(0, open) : Math.max(0, open);
  });
}

function movesBack(sold: SoldLine, fromMilli: number, toMilli: number, makeId: MakeId): LineMove[] {
  const upTo = (move: LineMove, quantity: number): number =>
    mulDivRound(move.quantityMilli, quantity, sold.quantityMilli);
  return sold.moves.flatMap((move) => {
    const back = upTo(move, fromMilli) - upTo(move, toMilli);
    return back === 0 ? [] : [{ ...move, id: makeId(), quantityMilli: milli(back) }];
  });
}

function cartLineOf(sold: SoldLine, choice: RefundChoice, id: Id): CartLine {
  return {
    id,
    variantId: sold.variantId,
    productId: sold.productId,
    categoryId: sold.categoryId,
    name: sold.name,
    sku: sold.sku,
    barcode: sold.barcode,
    unit: sold.unit,
    baseUnit: sold.baseUnit,
    quantityMilli: milli(-choice.quantityMilli),
    unitPriceMinor: sold.unitPriceMinor,
    listPriceMinor: sold.listPriceMinor,
    priceSource: 'receipt',
    fixedGrossMinor: null,
    unitCostE4: sold.unitCostE4,
    taxRates: sold.taxes.map(({ taxRateId, name, ratePpm, inclusive }) => ({ taxRateId, name, ratePpm, inclusive })),
    discount: null,
    batchId: sold.batchId,
    serial: sold.serial,
    note: '',
    parts: sold.moves.map(({ variantId, batchId, quantityMilli, unitCostE4 }) => ({
      variantId,
      batchId,
      unitCostE4,
      quantityMilli: milli(mulDivRound(quantityMilli, 1000, sold.quantityMilli)),
    })),
    refundOfLineId: sold.id,
    restock: choice.restock,
  };
}

function checkChoice(sold: SoldLine, choice: RefundChoice, before: ReturnedLine): Outcome<null, RefundRefusal> {
  if (choice.quantityMilli <= 0) return refuse('quantity_not_positive');
  if (sold.baseUnit === 'piece' && choice.quantityMilli % 1000 !== 0) return refuse('quantity_not_whole');
  const left = leftMilli(sold, before);
  return choice.quantityMilli > left ? refuse('refund_too_much', { leftMilli: left, lineId: sold.id }) : accept(null);
}

/**
 * The lines of a refund, from what stands on the receipt and what came back of it before.
 *
 * Every amount goes by cumulative shares: once q of Q have come back, round(amount × q ÷ Q) has. So any order and any
 * split of the quantities gives back exactly what was paid. Goods that were themselves returned can't come back again.
 */
export function refundLines(input: RefundLinesInput): Outcome<readonly RefundLine[], RefundRefusal> {
  const { original, chosen, makeId } = input;
  if (original.kind === 'refund') return refuse('refund_sale_unknown');
  const returned = new Map(input.returned.lines);
  const soldById = new Map(original.lines.map((line) => [line.id, line]));
  const made: RefundLine[] = [];
  for (const choice of chosen) {
    const sold = soldById.get(choice.lineId);
    if (sold === undefined || sold.quantityMilli <= 0) return refuse('refund_line_unknown', { lineId: choice.lineId });
    const before = returned.get(sold.id) ?? NOTHING;
    const allowed = checkChoice(sold, choice, before);
    if (!allowed.ok) return allowed;
    const upToMilli = milli(before.quantityMilli + choice.quantityMilli);
    const amounts = step(cumulated(sold, upToMilli), before.amounts);
    const line = cartLineOf(sold, choice, makeId());
    const moves = choice.restock ? movesBack(sold, before.quantityMilli, upToMilli, makeId) : [];
    made.push({ line, priced: returnedLine(line.id, sold.taxes, amounts), moves });
    returned.set(sold.id, {
      quantityMilli: upToMilli,
      amounts: amounts.map((amount, place) => (before.amounts[place] ?? 0) + amount),
    });
  }
  return accept(made);
}
