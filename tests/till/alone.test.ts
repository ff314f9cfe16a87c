import { afterEach, beforeEach, expect, test } from 'vitest';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { staffSaveCall, tillCheckJoinCall, tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import {
  catalogueFindCall,
  catalogueSaveProductCall,
  catalogueSearchCall,
} from '#shared/till-calls/catalogue-calls.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { staffListCall, staffSignInCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { UNPLUGGED } from '#tests/support/till/virtual-devices.ts';
import { JOIN_KEY } from '#till/sync/hand-over.ts';

let till: TestTill;
beforeEach(async () => {
  till = await openTestTill({ seed: false });
});
afterEach(() => till.close());

const begin = async (): Promise<string> => {
  await till.ok(tillStartAloneCall, ALONE_SHOP);
  const [owner] = (await till.ok(staffListCall, {})).staff;
  await till.signIn({ id: owner?.id ?? '', pin: OWNER_PIN });
  return owner?.id ?? '';
};
const milk = {
  name: 'Peak Milk 400 g',
  barcode: '6009188001234',
  sellingPriceMinor: minor(10_750),
  costE4: costE4(800_000),
};

test('a shop begins on a machine without any office, sells, and is all there after a restart', async () => {
  await begin();
  const made = await till.ok(catalogueSaveProductCall, { id: null, ...milk });
  await till.ok(stockReceiveCall, {
    note: '',
    lines: [{ variantId: made.variantId, quantityMilli: milli(10_000), unitCostE4: costE4(800_000) }],
  });
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: milk.barcode } });
  expect(sale.totalMinor).toBe(10_750);
  const done = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: sale.totalMinor }],
  });
  expect(done.receiptNumber).toMatch(/^LEK-[B-Z]{4}-A-000001$/);
  await till.restart();
  expect(await till.ok(tillStateCall, {})).toMatchObject({
    state: 'ready',
    isAlone: true,
    businessName: 'Mama Nkechi',
  });
  await till.signIn({ id: (await till.ok(staffListCall, {})).staff[0]?.id ?? '', pin: OWNER_PIN });
  expect(await till.ok(catalogueFindCall, { code: milk.barcode })).toMatchObject({ items: [{ onHandMilli: 9000 }] });
  expect(await till.ok(syncStatusCall, {})).toMatchObject({ sign: 'saved', state: 'alone' });
  const log = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(reader.meta.epoch()?.epoch ?? '', 0, 100)),
  );
  expect(log.map(({ type }) => type)).toEqual([
    'record.changed',
    'staff.signed_in',
    'product.changed',
    'stock.received',
    'shift.opened',
    'sale.completed',
    'staff.signed_in',
  ]);
  expect(log.every(({ epoch, state }) => epoch.startsWith('0-') && state === 'waiting')).toBe(true);
});

test('the tax of the shop is on its goods, and on the receipt', async () => {
  await begin();
  await till.ok(catalogueSaveProductCall, { id: null, ...milk });
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: milk.barcode } });
  expect(sale.taxMinor).toBe(750);
});

test('a product is edited by hand: only what was touched is written, and it is found by its new name', async () => {
  await begin();
  const { productId } = await till.ok(catalogueSaveProductCall, { id: null, ...milk });
  const edited = { ...milk, name: 'Peak Milk Tin', sellingPriceMinor: minor(11_000) };
  await till.ok(catalogueSaveProductCall, { id: productId, ...edited });
  await till.ok(catalogueSaveProductCall, { id: productId, ...edited });
  const found = await till.ok(catalogueSearchCall, { text: 'tin' });
  expect(found.items).toMatchObject([{ name: 'Peak Milk Tin', priceMinor: 11_000 }]);
  const bodies = await till.inFiles((store) =>
    store.read((reader) =>
      reader.changes.after(reader.meta.epoch()?.epoch ?? '', 0, 100).filter(({ type }) => type === 'product.changed'),
    ),
  );
  expect(bodies).toHaveLength(2);
  expect(JSON.parse(bodies[1]?.body ?? '')).toMatchObject({
    payload: {
      records: [
        { kind: 'product', fields: { name: 'Peak Milk Tin' } },
        { kind: 'product_variant', fields: { sellingPriceMinor: 11_000 } },
      ],
    },
  });
});

test('the owner adds a clerk, who signs in with a PIN of her own and may not add others', async () => {
  await begin();
  const clerk = await till.ok(staffSaveCall, {
    id: null,
    fullName: 'Amina Bello',
    role: 'sales_clerk',
    pin: '2580',
    isActive: true,
  });
  await till.ok(staffSignInCall, { userId: clerk.id, pin: '2580' });
  const another = { id: null, fullName: 'Eve', role: 'owner', pin: '730164', isActive: true } as const;
  expect(await till.no(staffSaveCall, another)).toBe('permission_missing');
});

test('what would leave the shop without an owner, or with a PIN that anybody guesses, is refused', async () => {
  const ownerId = await begin();
  const owner = { id: ownerId, fullName: 'Nkechi Obi', role: 'owner', isActive: true } as const;
  expect(await till.no(staffSaveCall, { ...owner, isActive: false })).toBe('last_owner');
  expect(await till.no(staffSaveCall, { ...owner, role: 'manager' })).toBe('last_owner');
  expect(await till.no(staffSaveCall, { ...owner, pin: '111111' })).toBe('pin_weak');
  expect(await till.no(staffSaveCall, { ...owner, pin: '2580' })).toBe('pin_weak');
  expect(await till.no(tillStartAloneCall, ALONE_SHOP)).toBe('till_already_enrolled');
});

test('no verifier of a PIN is in what the till writes down to be sent one day', async () => {
  await begin();
  await till.ok(staffSaveCall, { id: null, fullName: 'Amina', role: 'sales_clerk', pin: '2580', isActive: true });
  const bodies = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(reader.meta.epoch()?.epoch ?? '', 0, 100).map(({ body }) => body)),
  );
  expect(bodies.join('\n')).not.toContain('$2');
});

test('a shop with a time zone that does not exist, or an easy PIN, does not begin', async () => {
  expect(await till.no(tillStartAloneCall, { ...ALONE_SHOP, timeZone: 'Mars/Olympus' })).toBe('time_zone_unknown');
  expect(await till.no(tillStartAloneCall, { ...ALONE_SHOP, pin: '123456' })).toBe('pin_weak');
  expect(await till.ok(tillStateCall, {})).toMatchObject({ state: 'new', isAlone: false, mayEnrol: true });
});

test('a till that waits for the owner’s word sells on while the office takes long to answer', async () => {
  await till.close();
  let asked = 0;
  till = await openTestTill({
    seed: false,
    deps: {
      network: {
        ...UNPLUGGED,
        request: () => {
          asked += 1;
          return new Promise(() => undefined);
        },
      },
    },
  });
  await begin();
  await till.ok(catalogueSaveProductCall, { id: null, ...milk });
  await till.inFiles((store) =>
    store.write((writer) =>
      writer.meta.set(JOIN_KEY, JSON.stringify({ officeUrl: 'https://office.test', code: '7F3K-22QD' })),
    ),
  );
  await till.signIn({ id: (await till.ok(staffListCall, {})).staff[0]?.id ?? '', pin: OWNER_PIN });
  void till.raw({ name: tillCheckJoinCall.name, input: {}, callId: crypto.randomUUID() });
  expect(await till.ok(saleAddItemCall, { saleId: null, item: { code: milk.barcode } })).toMatchObject({
    totalMinor: 10_750,
  });
  expect(asked).toBe(1);
});
