import { expect, test } from 'vitest';
import { goodsBackViewSchema } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { changeLine } from '../parts/collected-lines.ts';
import { addGoods, askedLine, faultOf, type GoodsBackView, NO_GOODS } from './goods-draft.ts';

const PLACES = 2;
const add = { times: 1, pricePlaces: PLACES, lineId: 'a' };

function found(number: number, more: object = {}, item: object = {}): GoodsBackView {
  return goodsBackViewSchema.parse({
    item: {
      variantId: idOf(number),
      productId: idOf(1000 + number),
      name: `Item ${number}`,
      sku: '',
      color: 1,
      categoryId: null,
      unit: 'piece',
      priceMinor: 495_050,
      isWeighed: false,
      isOpenPrice: false,
      variantCount: 1,
      onHandMilli: 0,
      isLow: false,
      ...item,
    },
    quantityMilli: 1000,
    unitPriceMinor: 495_050,
    ...more,
  });
}

test('the same item again raises its line and leaves the price that was agreed; a carton counts its pieces', () => {
  const once = addGoods(NO_GOODS, found(1), add);
  expect(once).toMatchObject({ chosenId: 'a', lines: [{ quantity: '1', price: '4950.5', restock: true }] });
  const agreed = changeLine(once, 'a', { price: '4000' });
  const carton = addGoods(agreed, found(1, { quantityMilli: 12_000 }), { ...add, times: 2, lineId: 'b' });
  expect(carton.lines).toMatchObject([{ id: 'a', quantity: '25', price: '4000' }]);
});

test('what has to be weighed or priced is asked for before the reason, each by its line', () => {
  expect(faultOf(NO_GOODS, PLACES)).toEqual({ kind: 'lines', line: null });
  const fish = addGoods(NO_GOODS, found(2, { quantityMilli: null }, { unit: 'kg', isWeighed: true }), add);
  expect(faultOf(fish, PLACES)).toMatchObject({ kind: 'weight', line: { id: 'a' } });
  const weighed = changeLine(fish, 'a', { quantity: '1.245', price: '' });
  expect(faultOf(weighed, PLACES)).toMatchObject({ kind: 'price', line: { id: 'a' } });
  const priced = changeLine(weighed, 'a', { price: '6800', restock: false });
  expect(faultOf(priced, PLACES)).toEqual({ kind: 'reason', line: null });
  expect(faultOf({ ...priced, reason: 'Damaged' }, PLACES)).toBeNull();
  expect(priced.lines.map((line) => askedLine(line, PLACES))).toEqual([
    { variantId: idOf(2), quantityMilli: 1245, unitPriceMinor: 680_000, restock: false },
  ]);
});
