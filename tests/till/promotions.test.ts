import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { PromotionRule } from '#shared/catalogue/promotion-rule.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import {
  saleAddItemCall,
  saleChangeLineCall,
  saleCompleteCall,
  saleDiscountCall,
} from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { START_MS, type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putItem, putRecord } from '#tests/support/till/seeded-shop.ts';

const MILO = SHOP.milo.priceMinor;
const HOUR_MS = 3_600_000;
const HAMPER = idOf(109);

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
});
afterEach(() => till.close());

async function promote(
  id: number,
  rule: PromotionRule,
  more: { storeIds?: string[]; validFromMs?: number; validToMs?: number | null; isActive?: boolean } = {},
): Promise<void> {
  await till.inFiles((store) =>
    store.write((writer) =>
      putRecord(writer, 'promotion', idOf(id), {
        name: `Promotion ${id}`,
        target: { kind: 'variants', ids: [SHOP.milo.variantId] },
        rule,
        storeIds: [],
        validFromMs: 0,
        validToMs: null,
        isActive: true,
        ...more,
      }),
    ),
  );
}

const scan = (code: string, saleId: string | null = null) => till.ok(saleAddItemCall, { saleId, item: { code } });
const THREE_FOR_TWO: PromotionRule = { kind: 'pay_for', take: 3, pay: 2 };

test('three scans of what is three for two are one line, and the third is free; a clerk needs nobody for it', async () => {
  await promote(500, THREE_FOR_TWO);
  await till.signIn();
  const first = await scan(SHOP.milo.code);
  await scan(SHOP.milo.code, first.saleId);
  const third = await scan(SHOP.milo.code, first.saleId);
  expect(third.lines).toHaveLength(1);
  expect(third).toMatchObject({ grossMinor: MILO * 3, discountMinor: MILO, totalMinor: MILO * 2 });
  const line = third.lines[0];
  expect(line?.discount).toMatchObject({ reason: 'Promotion 500', promotionId: idOf(500) });
  const fewer = await till.ok(saleChangeLineCall, {
    saleId: first.saleId,
    lineId: line?.id ?? '',
    quantityMilli: milli(2000),
  });
  expect(fewer).toMatchObject({ discountMinor: 0, totalMinor: MILO * 2 });
});

test('what a person gives stands in its place, and the receipt names the promotion that was given', async () => {
  await promote(500, { kind: 'percent', ppm: 200_000 });
  await till.signIn();
  const sale = await scan(SHOP.milo.code);
  expect(sale.totalMinor).toBe(MILO * 0.8);
  const given = await till.ok(saleDiscountCall, {
    saleId: sale.saleId,
    lineId: sale.lines[0]?.id ?? '',
    discount: { kind: 'percent', ppm: 10_000 },
    reason: 'regular',
  });
  expect(given.totalMinor).toBe(MILO * 0.99);
  const taken = await till.ok(saleDiscountCall, {
    saleId: sale.saleId,
    lineId: sale.lines[0]?.id ?? '',
    discount: null,
    reason: '',
  });
  expect(taken.totalMinor).toBe(MILO * 0.8);
  await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: minor(MILO * 0.8), reference: '' }],
  });
  const [sold] = await soldLines();
  expect(sold).toMatchObject({ discountReason: 'Promotion 500', lineDiscountMinor: MILO * 0.2 });
});

test('a promotion holds in its stores and from its beginning until its end', async () => {
  await promote(500, THREE_FOR_TWO, { storeIds: [idOf(77)] });
  await promote(501, { kind: 'percent', ppm: 500_000 }, { isActive: false });
  await promote(
    502,
    { kind: 'percent', ppm: 100_000 },
    { validFromMs: START_MS + HOUR_MS, validToMs: START_MS + 2 * HOUR_MS },
  );
  await till.signIn();
  const before = await scan(SHOP.milo.code);
  expect(before.discountMinor).toBe(0);
  till.clock.pass(HOUR_MS);
  const during = await scan(SHOP.milo.code, before.saleId);
  expect(during.discountMinor).toBe(MILO * 0.2);
  till.clock.pass(HOUR_MS);
  expect((await scan(SHOP.milo.code, before.saleId)).discountMinor).toBe(0);
});

test('a set takes its parts off the shelf, at what they cost, and nothing of itself', async () => {
  await till.inFiles((store) =>
    store.write((writer) => {
      putItem(writer, 109, { name: 'Breakfast hamper', priceMinor: 600_000, codes: [['HAMPER', 'piece', 1000]] });
      putRecord(writer, 'bundle', idOf(600), {
        variantId: HAMPER,
        partVariantId: SHOP.milo.variantId,
        quantityMilli: milli(2000),
      });
      putRecord(writer, 'bundle', idOf(601), {
        variantId: HAMPER,
        partVariantId: SHOP.rice.variantId,
        quantityMilli: milli(500),
      });
      putRecord(writer, 'bundle', idOf(602), {
        variantId: HAMPER,
        partVariantId: SHOP.airtime.variantId,
        quantityMilli: milli(1000),
      });
    }),
  );
  await till.signIn();
  const sale = await scan('HAMPER');
  await scan('HAMPER', sale.saleId);
  await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: minor(1_200_000), reference: '' }],
  });
  const [sold] = await soldLines();
  expect(sold?.moves.map(({ variantId, quantityMilli }) => [variantId, quantityMilli])).toEqual([
    [SHOP.milo.variantId, 4000],
    [SHOP.rice.variantId, 1000],
  ]);
  expect(sold?.unitCostE4).toBe((MILO * 2 + SHOP.rice.priceMinor / 2 + SHOP.airtime.priceMinor) * 7000);
});

async function soldLines() {
  return till.inFiles((store) =>
    store.read((reader) =>
      reader.changes.after(SHOP.epoch, 0, 1000).flatMap(({ body }) => {
        const read = parseChange(body);
        return read.ok && read.value.type === 'sale.completed' ? read.value.payload.lines : [];
      }),
    ),
  );
}
