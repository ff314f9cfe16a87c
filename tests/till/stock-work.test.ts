import { afterEach, beforeEach, expect, test } from 'vitest';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { checkDigitOf } from '#shared/catalogue/barcode/check-digit.ts';
import {
  stockAdjustCall,
  stockCountCall,
  stockExpiringCall,
  stockFindCall,
  stockLookUpCall,
  stockLowCall,
  stockReceiveCall,
} from '#shared/till-calls/stock-calls.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putItem } from '#tests/support/till/seeded-shop.ts';
import { LOW_LOOKED_AT } from '#till/stock/list-low.ts';

/** A scale's label: 1.245 kg of loose rice. */
const RICE_LABEL = `202012301245${checkDigitOf('202012301245')}`;

let till: TestTill;
const { variantId } = SHOP.milo;
const MANAGER = { userId: SHOP.manager.id, pin: SHOP.manager.pin };

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

/** Makes Milo a product that is kept by batches. */
async function keepByBatches(): Promise<void> {
  await till.inFiles((store) =>
    store.write((writer) => {
      const productId = writer.items.byVariant(variantId)?.productId ?? '';
      const product = writer.records.get('product', productId);
      if (product === null) throw new Error('no such product');
      writer.records.put('product', productId, { ...product, fields: { ...product.fields, hasBatches: true } });
    }),
  );
  await till.signIn(SHOP.manager);
}

const receive = (number: string, expiresOn: string | null, pieces: number) =>
  till.ok(stockReceiveCall, {
    lines: [{ variantId, batch: { number, expiresOn }, quantityMilli: milli(pieces * 1000), unitCostE4: costE4(5) }],
  });

test('a scan says what it stands for: a piece, a carton of twelve, the weight on a label, or two things', async () => {
  const of = async (code: string) => (await till.ok(stockFindCall, { item: { code } })).items;
  expect(await of(SHOP.milo.code)).toMatchObject([{ item: { variantId }, quantityMilli: 1000, hasBatches: false }]);
  expect(await of(SHOP.milo.cartonCode)).toMatchObject([{ quantityMilli: 12_000 }]);
  expect(await of(RICE_LABEL)).toMatchObject([{ item: { variantId: SHOP.rice.variantId }, quantityMilli: 1245 }]);
  expect(await of(SHOP.sharedCode)).toHaveLength(2);
  expect(await till.no(stockFindCall, { item: { code: '4006381333948' } })).toBe('barcode_unknown');
});

test('costs are for those who receive; a clerk finds the item without', async () => {
  expect((await till.ok(stockFindCall, { item: { variantId } })).items[0]?.unitCostE4).not.toBeNull();
  await till.signIn(SHOP.clerk);
  expect((await till.ok(stockFindCall, { item: { variantId } })).items[0]?.unitCostE4).toBeNull();
});

test('a clerk does stock work with somebody who may, and both are on record', async () => {
  await till.signIn(SHOP.clerk);
  const lines = [{ variantId, quantityMilli: milli(1000) }];
  expect(await till.no(stockReceiveCall, { lines })).toBe('permission_missing');
  expect(await till.no(stockCountCall, { lines: [{ variantId, countedMilli: milli(0) }] })).toBe('permission_missing');
  await till.ok(stockReceiveCall, { lines, approval: MANAGER });
  await till.ok(stockAdjustCall, { reason: 'found', lines, approval: MANAGER });
  await till.ok(stockCountCall, { lines: [{ variantId, countedMilli: milli(5000) }], approval: MANAGER });
  expect(await till.no(stockAdjustCall, { reason: 'found', lines, approval: { ...MANAGER, pin: '000000' } })).toBe(
    'wrong_pin',
  );
  const granted = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(SHOP.epoch, 0, 100).filter(({ type }) => type === 'override.granted')),
  );
  expect(granted).toHaveLength(3);
});

test('goods that nobody gave a cost come in at what they cost last', async () => {
  await till.ok(stockReceiveCall, { lines: [{ variantId, quantityMilli: milli(1000) }] });
  const [cost, body] = await till.inFiles((store) =>
    store.read((reader) => [
      reader.items.byVariant(variantId)?.costE4,
      reader.changes.after(SHOP.epoch, 0, 100).find(({ type }) => type === 'stock.received')?.body ?? '{}',
    ]),
  );
  expect(JSON.parse(String(body))).toMatchObject({ payload: { lines: [{ unitCostE4: cost }] } });
});

test('a new batch is made with the goods, and found again by its number', async () => {
  await keepByBatches();
  await receive('A1', '2026-04-01', 10);
  const again = await receive('A1', null, 2);
  expect(again.levels).toMatchObject([{ batch: { number: 'A1', expiresOn: '2026-04-01' }, onHandMilli: 12_000 }]);
  expect(
    await till.no(stockReceiveCall, {
      lines: [{ variantId, batch: { number: 'A1', expiresOn: '2026-05-01' }, quantityMilli: milli(1000) }],
    }),
  ).toBe('batch_other_day');
  expect(
    await till.no(stockReceiveCall, {
      lines: [{ variantId, batch: { number: 'A2', expiresOn: '2026-02-30' }, quantityMilli: milli(1000) }],
    }),
  ).toBe('bad_input');
  await receive('A2', null, 1);
  await receive('A2', '2026-06-01', 1);
  expect((await till.ok(stockFindCall, { item: { variantId } })).items[0]?.batches).toMatchObject([
    { number: 'A1' },
    { number: 'A2', expiresOn: '2026-06-01' },
  ]);
  expect((await till.ok(stockLookUpCall, { variantId })).levels.map(({ batch }) => batch?.number)).toEqual(
    expect.arrayContaining(['A1', 'A2']),
  );
});

test('what expires soon and still lies here is listed, the first to expire first', async () => {
  await keepByBatches();
  await receive('soon', '2026-04-01', 3);
  await receive('over', '2026-03-01', 2);
  await receive('late', '2026-12-01', 4);
  await receive('gone', '2026-03-20', 1);
  const { batches: before } = await till.ok(stockExpiringCall, {});
  const gone = before.find(({ batch }) => batch.number === 'gone');
  await till.ok(stockAdjustCall, {
    reason: 'damaged',
    lines: [{ variantId, batchId: gone?.batch.batchId, quantityMilli: milli(-1000) }],
  });
  const { batches, next } = await till.ok(stockExpiringCall, {});
  expect(batches).toMatchObject([
    { batch: { number: 'over' }, isExpired: true, onHandMilli: 2000 },
    { batch: { number: 'soon' }, isExpired: false, onHandMilli: 3000 },
  ]);
  expect(next).toBeNull();
});

test('what runs low is listed page by page, each good once', async () => {
  const count = LOW_LOOKED_AT + 5;
  await till.inFiles((store) =>
    store.write((writer) => {
      for (let number = 0; number < count; number += 1)
        putItem(writer, 2000 + number, {
          name: `Good ${number % 7}`,
          priceMinor: minor(100),
          codes: [],
        });
    }),
  );
  await till.signIn(SHOP.manager);
  await till.ok(stockReceiveCall, { lines: [{ variantId, quantityMilli: milli(500_000) }] });
  const first = await till.ok(stockLowCall, {});
  const second = await till.ok(stockLowCall, { after: first.next });
  expect(second.next).toBeNull();
  const listed = [...first.items, ...second.items].map((item) => item.variantId);
  expect(new Set(listed).size).toBe(listed.length);
  // All goods but Milo, of which much came in, and what is not kept in stock.
  expect(listed).toHaveLength(count + 1);
  expect(listed).not.toContain(variantId);
});
