import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { customerSaveCall, customerSearchCall } from '#shared/till-calls/customer-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { stockAdjustCall, stockCountCall, stockLookUpCall, stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { openFile } from '#till/store/connection.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;
const { variantId } = SHOP.milo;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

test('received, sold, adjusted and counted goods are shown as they lie, before the office has heard of any', async () => {
  const received = await till.ok(stockReceiveCall, {
    lines: [{ variantId, quantityMilli: milli(24_000), unitCostE4: costE4(1_750_000_000) }],
  });
  expect(received.levels).toMatchObject([{ onHandMilli: 24_000, isLow: false }]);
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { variantId }, quantityMilli: milli(3000) });
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [{ method: 'card', amountMinor: sale.totalMinor }] });
  expect(
    (await till.ok(stockAdjustCall, { reason: 'damaged', lines: [{ variantId, quantityMilli: milli(-1000) }] })).levels,
  ).toMatchObject([{ onHandMilli: 20_000 }]);
  const count = await till.ok(stockCountCall, {
    lines: [
      { variantId, countedMilli: milli(10_000) },
      { variantId, countedMilli: milli(8000) },
    ],
  });
  expect(count.levels).toMatchObject([{ onHandMilli: 18_000, expectedMilli: 20_000, varianceMilli: -2000 }]);
  till.clock.pass(1000);
  await till.ok(stockAdjustCall, { reason: 'found', lines: [{ variantId, quantityMilli: milli(1000) }] });
  expect(await till.ok(stockLookUpCall, { variantId })).toMatchObject({
    levels: [{ onHandMilli: 19_000 }],
    item: { onHandMilli: 19_000 },
    isComplete: true,
  });
});

test('half a tin, nothing, and things that nobody knows are refused', async () => {
  expect(await till.no(stockAdjustCall, { reason: 'found', lines: [{ variantId, quantityMilli: milli(500) }] })).toBe(
    'quantity_not_whole',
  );
  expect(
    await till.no(stockReceiveCall, { lines: [{ variantId, quantityMilli: milli(0), unitCostE4: costE4(1) }] }),
  ).toBe('quantity_not_positive');
  expect(await till.no(stockCountCall, { lines: [{ variantId: idOf(999), countedMilli: milli(0) }] })).toBe(
    'variant_unknown',
  );
  await till.signIn(SHOP.clerk);
  expect(await till.no(stockAdjustCall, { reason: 'found', lines: [{ variantId, quantityMilli: milli(1000) }] })).toBe(
    'permission_missing',
  );
});

test('a customer is added once, edited, and found by any part of name or phone', async () => {
  const added = await till.ok(customerSaveCall, { id: null, name: 'Zainab Musa', phone: '08099998888' });
  expect(await till.no(customerSaveCall, { id: null, name: 'Z. Musa', phone: '08099998888' })).toBe('customer_exists');
  await till.ok(customerSaveCall, { id: null, name: 'Z. Musa', phone: '08099998888', allowSamePhone: true });
  const edited = await till.ok(customerSaveCall, {
    id: added.id,
    name: 'Zainab Musa-Bello',
    phone: '08099998888',
    email: 'z@example.com',
  });
  expect(edited).toMatchObject({ id: added.id, name: 'Zainab Musa-Bello' });
  expect((await till.ok(customerSearchCall, { text: 'usa' })).customers.map((customer) => customer.name)).toEqual([
    'Z. Musa',
    'Zainab Musa-Bello',
  ]);
  expect((await till.ok(customerSearchCall, { text: '9999' })).customers).toHaveLength(2);
  expect((await till.ok(customerSearchCall, { text: '%' })).customers).toEqual([]);
  expect(await till.no(customerSaveCall, { id: idOf(998), name: 'Nobody' })).toBe('customer_unknown');
});

test('accents, spaces and the code of the country keep nobody from being found', async () => {
  await till.ok(customerSaveCall, { id: null, name: 'Adébáyò Ọláwálé', phone: '+234 806-555-0101' });
  const found = async (text: string) =>
    (await till.ok(customerSearchCall, { text })).customers.map((customer) => customer.name);
  for (const text of ['adebayo', 'OLAWALE ade', '0806 555 0101', '+2348065550101', '5550101', 'ola 0806555'])
    expect(await found(text), text).toEqual(['Adébáyò Ọláwálé']);
  expect(await found('adebayo musa')).toEqual([]);
  expect(await till.no(customerSaveCall, { id: null, name: 'Somebody Else', phone: '08065550101' })).toBe(
    'customer_exists',
  );
});

test('customers of a file from before they had keys are found once it is opened', async () => {
  await till.ok(customerSaveCall, { id: null, name: 'Fúnmi', phone: '08099990000' });
  await till.restart();
  const db = openFile(join(till.folder, 'till.db'));
  db.exec("UPDATE customers SET name_key = '', phone_key = ''");
  db.close();
  await till.restart();
  await till.signIn(SHOP.manager);
  expect((await till.ok(customerSearchCall, { text: 'funmi' })).customers).toHaveLength(1);
});

test('an edit carries only what somebody touched', async () => {
  await till.ok(customerSaveCall, { id: SHOP.customer.id, name: 'Chief Balogun', phone: '08030000000' });
  const bodies = await till.inFiles((store) =>
    store.read((reader) =>
      reader.changes
        .after(SHOP.epoch, 0, 100)
        .filter((change) => change.type === 'customer.changed')
        .map((change) => change.body),
    ),
  );
  expect(bodies.map((body): unknown => JSON.parse(body))).toMatchObject([
    { payload: { records: [{ id: SHOP.customer.id, fields: { phone: '08030000000' } }] } },
  ]);
  expect(bodies[0]).not.toContain('creditLimitMinor');
});
