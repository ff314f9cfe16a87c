import { afterEach, beforeEach, expect, test } from 'vitest';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { stockLookUpCall, stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putItem, putRecord } from '#tests/support/till/seeded-shop.ts';

const YOGHURT = 130;
const SET = 131;
const variantId = idOf(YOGHURT);
const [EXPIRED, SOON, LATE] = [idOf(501), idOf(502), idOf(503)];

let till: TestTill;

/** The day is 14 March 2026. */
beforeEach(async () => {
  till = await openTestTill();
  await till.inFiles((store) =>
    store.write((writer) => {
      putItem(writer, YOGHURT, {
        name: 'Yoghurt',
        priceMinor: 90_000,
        hasBatches: true,
        codes: [['YOG', 'piece', 1000]],
      });
      putItem(writer, SET, { name: 'Breakfast', priceMinor: 300_000, codes: [['SET', 'piece', 1000]] });
      putRecord(writer, 'bundle', idOf(600), {
        variantId: idOf(SET),
        partVariantId: variantId,
        quantityMilli: milli(1000),
      });
    }),
  );
});
afterEach(() => till.close());

/** Comes as a pull brings it; whoever was signed in has to do so again. */
async function putBatch(id: string, expiresOn: string): Promise<void> {
  await till.inFiles((store) =>
    store.write((writer) =>
      putRecord(writer, 'batch', id, {
        variantId,
        number: id.slice(-3),
        expiresOn: businessDateSchema.parse(expiresOn),
        costE4: costE4(500_000_000),
      }),
    ),
  );
  await till.signIn(SHOP.manager);
}

const receive = (batchId: string, pieces: number) =>
  till.ok(stockReceiveCall, {
    lines: [{ variantId, batchId, quantityMilli: milli(pieces * 1000), unitCostE4: costE4(500_000_000) }],
  });
const sell = async (code = 'YOG') => {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code } });
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [{ method: 'card', amountMinor: sale.totalMinor }] });
};
const liesHere = async () => {
  const { levels } = await till.ok(stockLookUpCall, { variantId });
  return Object.fromEntries(levels.map(({ batchId, onHandMilli }) => [batchId, onHandMilli]));
};

test('a sale takes from the batch that expires next, while something of it lies here', async () => {
  await putBatch(LATE, '2026-09-01');
  await putBatch(SOON, '2026-03-14');
  await putBatch(EXPIRED, '2026-03-13');
  await receive(LATE, 5);
  await receive(SOON, 1);
  await receive(EXPIRED, 5);
  await sell();
  expect(await liesHere()).toMatchObject({ [SOON]: 0, [LATE]: 5000, [EXPIRED]: 5000 });
  await sell();
  expect(await liesHere()).toMatchObject({ [SOON]: 0, [LATE]: 4000, [EXPIRED]: 5000 });
});

test('goods of which only expired ones lie here stop at the scan, in a set too, and the day after their last one', async () => {
  await putBatch(SOON, '2026-03-14');
  await putBatch(LATE, '2026-09-01');
  await receive(SOON, 5);
  await sell();
  await sell('SET');
  till.clock.pass(24 * 60 * 60 * 1000);
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: 'YOG' } })).toBe('goods_expired');
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: 'SET' } })).toBe('goods_expired');
  await receive(LATE, 1);
  await sell();
  expect(await liesHere()).toMatchObject({ [SOON]: 3000, [LATE]: 0 });
});

test('where nothing is known to lie here a batch that is still good is taken for granted, and an expired one is not', async () => {
  await putBatch(EXPIRED, '2026-03-13');
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: 'YOG' } })).toBe('goods_expired');
  await putBatch(LATE, '2026-09-01');
  await sell();
  expect(await liesHere()).toMatchObject({ [LATE]: -1000 });
});
