import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { goodsBackViewSchema, saleRefundWorthCall } from '#shared/till-calls/sale-calls.ts';
import { changeLine } from '../parts/collected-lines.ts';
import { entryFrom, entryOf, entryUnits } from '../parts/number-entry.ts';
import { quantityMilliOf, quantityText } from '../parts/typed-quantity.ts';

export type GoodsBackView = z.infer<typeof goodsBackViewSchema>;
type AskedLine = z.input<typeof saleRefundWorthCall.input>['lines'][number];

const goodsLineSchema = z.object({
  id: z.string(),
  variantId: idSchema,
  name: z.string(),
  unit: z.string(),
  /** Quantity and price as they were typed, so that "12." can stand there. */
  quantity: z.string(),
  price: z.string(),
  /** What is not kept in stock goes to no shelf. */
  isStocked: z.boolean(),
  restock: z.boolean(),
});
export type GoodsLine = z.infer<typeof goodsLineSchema>;

export const goodsDraftSchema = z.object({
  lines: z.array(goodsLineSchema),
  chosenId: z.string().nullable(),
  reason: z.string(),
});
/** Goods that came back without a receipt, whose money is not given yet. */
export type GoodsDraft = z.infer<typeof goodsDraftSchema>;

export const NO_GOODS: GoodsDraft = { lines: [], chosenId: null, reason: '' };

type Adding = {
  /** What a star before the scan said: so many times what was scanned. */
  readonly times: number;
  readonly pricePlaces: number;
  readonly lineId: string;
};

/** Adds what came back: to the last line of the same item, else as a line of its own at today's price. The line is chosen. */
export function addGoods(draft: GoodsDraft, found: GoodsBackView, adding: Adding): GoodsDraft {
  const { item, quantityMilli, unitPriceMinor } = found;
  const addedMilli = quantityMilli === null ? null : Math.round(quantityMilli * adding.times);
  const known = draft.lines.findLast(({ variantId }) => variantId === item.variantId);
  if (known !== undefined && addedMilli !== null) {
    const quantity = quantityText((quantityMilliOf(known) ?? 0) + addedMilli, known.unit);
    return { ...changeLine(draft, known.id, { quantity }), chosenId: known.id };
  }
  const line: GoodsLine = {
    id: adding.lineId,
    variantId: item.variantId,
    name: item.name,
    unit: item.unit,
    quantity: addedMilli === null ? '' : quantityText(addedMilli, item.unit),
    price: unitPriceMinor === null ? '' : entryFrom(unitPriceMinor, adding.pricePlaces).text,
    isStocked: item.onHandMilli !== null,
    restock: true,
  };
  return { ...draft, lines: [...draft.lines, line], chosenId: line.id };
}

/** The line as the till is asked about it; null while its quantity or its price is not typed. */
export function askedLine(line: GoodsLine, pricePlaces: number): AskedLine | null {
  const quantityMilli = quantityMilliOf(line);
  const priceMinor = entryUnits(entryOf(line.price, pricePlaces));
  if (quantityMilli === null || quantityMilli === 0 || priceMinor === null) return null;
  const { variantId, restock } = line;
  return { variantId, quantityMilli: milli(quantityMilli), unitPriceMinor: minor(priceMinor), restock };
}

export type GoodsFault = {
  readonly kind: 'lines' | 'quantity' | 'weight' | 'price' | 'reason' | 'code';
  readonly line: GoodsLine | null;
};

/** What still has to be said before money can be given; the first of it. */
export function faultOf(draft: GoodsDraft, pricePlaces: number): GoodsFault | null {
  if (draft.lines.length === 0) return { kind: 'lines', line: null };
  const unfinished = draft.lines.find((line) => askedLine(line, pricePlaces) === null);
  if (unfinished !== undefined) {
    const lacksQuantity = (quantityMilliOf(unfinished) ?? 0) === 0;
    const ofQuantity = unfinished.unit === 'piece' ? 'quantity' : 'weight';
    return { kind: lacksQuantity ? ofQuantity : 'price', line: unfinished };
  }
  return draft.reason === '' ? { kind: 'reason', line: null } : null;
}
