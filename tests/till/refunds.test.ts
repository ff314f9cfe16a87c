import { afterEach, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import { minor } from '#shared/base/money.ts';
import { checkDigitOf } from '#shared/catalogue/barcode/check-digit.ts';
import { milli } from '#shared/base/quantity.ts';
import { creditLoadCall } from '#shared/till-calls/credit-calls.ts';
import {
  saleAddItemCall,
  saleCompleteCall,
  saleDiscountCall,
  saleFindCall,
  saleGoodsBackCall,
  saleRefundCall,
  saleRefundWorthCall,
  saleRefundableCall,
} from '#shared/till-calls/sale-calls.ts';
import { stockLookUpCall } from '#shared/till-calls/stock-calls.ts';
import { saleIdToDigits } from '#shared/receipt/receipt-code.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putRecord } from '#tests/support/till/seeded-shop.ts';

const DAY_MS = 86_400_000;

let till: TestTill;
const byManager = { userId: SHOP.manager.id, pin: SHOP.manager.pin };

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

async function sell(quantityMilli: number, method: 'cash' | 'card' = 'cash') {
  const sale = await till.ok(saleAddItemCall, {
    saleId: null,
    item: { code: SHOP.milo.code },
    quantityMilli: milli(quantityMilli),
  });
  const done = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method, amountMinor: sale.totalMinor }],
  });
  return { ...done, lineId: sale.lines[0]?.id ?? '' };
}

test('goods of a receipt come back for what was paid, the way it was paid, and lie on the shelf again', async () => {
  const sold = await sell(3000, 'card');
  const refund = await till.ok(saleRefundCall, {
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: 'leaking',
  });
  expect(refund).toMatchObject({
    kind: 'refund',
    receiptNumber: 'LEK-T1-A-000002',
    totalMinor: -250_000,
    payments: [{ method: 'card', amountMinor: -250_000 }],
  });
  expect(await till.ok(saleRefundableCall, { saleId: sold.saleId })).toMatchObject({
    lines: [{ soldMilli: 3000, refundedMilli: 1000, leftMilli: 2000 }],
    payments: [{ method: 'card', amountMinor: 750_000, leftMinor: 500_000 }],
  });
  expect(await till.ok(stockLookUpCall, { variantId: SHOP.milo.variantId })).toMatchObject({
    levels: [{ onHandMilli: -2000 }],
  });
  expect(
    await till.no(saleRefundCall, {
      refundOf: sold.saleId,
      lines: [{ lineId: sold.lineId, quantityMilli: milli(3000), restock: true }],
      tenders: null,
      reason: '',
    }),
  ).toBe('refund_too_much');
});

test('refunding in any split gives back exactly what was paid', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 999_999 }),
      async (parts, ppm) => {
        const quantity = parts.reduce((sum, part) => sum + part, 0);
        const sale = await till.ok(saleAddItemCall, {
          saleId: null,
          item: { code: SHOP.milo.code },
          quantityMilli: milli(quantity * 1000),
        });
        const lineId = sale.lines[0]?.id ?? '';
        const priced = await till.ok(saleDiscountCall, {
          saleId: sale.saleId,
          lineId: null,
          discount: { kind: 'percent', ppm },
          reason: 'test',
        });
        const paid = await till.ok(saleCompleteCall, {
          saleId: sale.saleId,
          tenders: [{ method: 'cash', amountMinor: priced.cashTotalMinor }],
        });
        let back = 0;
        for (const part of parts) {
          const refund = await till.ok(saleRefundCall, {
            refundOf: sale.saleId,
            lines: [{ lineId, quantityMilli: milli(part * 1000), restock: true }],
            tenders: null,
            reason: 'split',
          });
          back += refund.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
        }
        expect(back + paid.payments.reduce((sum, payment) => sum + payment.amountMinor, 0)).toBe(0);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('a sale of another till of the store comes back here', async () => {
  const sold = await sell(2000);
  await till.inFiles((store) =>
    store.write((writer) => {
      const row = writer.sales.document(sold.saleId);
      if (row === null) throw new Error('not sold');
      writer.sales.remove(sold.saleId);
      writer.sales.put({ ...row, tillId: idOf(99), sale: { ...row.sale, receiptNumber: 'LEK-T9-C-000777' } }, false);
    }),
  );
  await till.signIn(SHOP.manager);
  const found = await till.ok(saleFindCall, { text: saleIdToDigits(sold.saleId) });
  expect(found.sales).toMatchObject([{ saleId: sold.saleId, receiptNumber: 'LEK-T9-C-000777', here: false }]);
  expect((await till.ok(saleFindCall, { text: 'c-000777' })).sales).toHaveLength(1);
  const refund = await till.ok(saleRefundCall, {
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(2000), restock: false }],
    tenders: null,
    reason: '',
  });
  expect(refund).toMatchObject({ totalMinor: -500_000, payments: [{ method: 'cash', amountMinor: -500_000 }] });
});

test('a clerk gives back up to the limit of the role, above it somebody agrees', async () => {
  const sold = await sell(3000);
  await till.signIn(SHOP.clerk);
  const back = (count: number) => ({
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(count * 1000), restock: true }],
    tenders: null,
    reason: '',
  });
  expect(await till.ok(saleRefundCall, back(1))).toMatchObject({ totalMinor: -250_000 });
  expect(await till.no(saleRefundCall, back(2))).toBe('permission_missing');
  expect(await till.ok(saleRefundCall, { ...back(2), approval: byManager })).toMatchObject({ totalMinor: -500_000 });
});

test('without a receipt it always takes two people', async () => {
  const goods = {
    refundOf: null,
    lines: [
      { variantId: SHOP.milo.variantId, quantityMilli: milli(1000), unitPriceMinor: minor(200_000), restock: true },
    ],
    tenders: null,
    reason: 'gift',
  };
  expect(await till.no(saleRefundCall, goods)).toBe('permission_missing');
  expect(await till.no(saleRefundCall, { ...goods, approval: byManager })).toBe('permission_missing');
  await till.signIn(SHOP.clerk);
  expect(await till.ok(saleRefundCall, { ...goods, approval: byManager })).toMatchObject({
    totalMinor: -200_000,
    payments: [{ method: 'cash', amountMinor: -200_000 }],
  });
  const postage = {
    ...goods,
    lines: [{ name: 'Postage', quantityMilli: milli(1000), unitPriceMinor: minor(30_000) }],
    approval: byManager,
  };
  expect(await till.ok(saleRefundCall, postage)).toMatchObject({ totalMinor: -30_000 });
});

test('goods without a receipt are known by code, label or id, with today’s price; what has to be weighed or priced says so', async () => {
  const by = (item: { readonly code: string } | { readonly variantId: string }) => till.ok(saleGoodsBackCall, { item });
  await till.signIn(SHOP.clerk);
  expect(await by({ code: SHOP.milo.code })).toMatchObject({
    items: [{ item: { variantId: SHOP.milo.variantId }, quantityMilli: 1000, unitPriceMinor: 250_000 }],
  });
  expect(await by({ code: SHOP.milo.cartonCode })).toMatchObject({ items: [{ quantityMilli: 12_000 }] });
  expect(await by({ code: `202012301245${checkDigitOf('202012301245')}` })).toMatchObject({
    items: [{ item: { variantId: SHOP.rice.variantId }, quantityMilli: 1245, unitPriceMinor: 180_000 }],
  });
  expect(await by({ variantId: SHOP.rice.variantId })).toMatchObject({ items: [{ quantityMilli: null }] });
  expect(await by({ variantId: SHOP.service.variantId })).toMatchObject({ items: [{ unitPriceMinor: null }] });
  expect((await by({ code: SHOP.sharedCode })).items).toHaveLength(2);
  expect(await till.no(saleGoodsBackCall, { item: { code: '4000000000006' } })).toBe('barcode_unknown');
  expect(await till.no(saleGoodsBackCall, { item: { variantId: idOf(888) } })).toBe('variant_unknown');
});

test('what goods without a receipt are worth is what is given back for them, in cash and on a credit', async () => {
  const { creditId } = (
    await till.ok(creditLoadCall, {
      credit: { kind: 'store_credit', customerId: SHOP.customer.id },
      amountMinor: minor(0),
      tenders: [],
    })
  ).credit;
  await till.signIn(SHOP.clerk);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 1, max: 999_999 }),
      fc.boolean(),
      async (weightMilli, priceMinor, isCash) => {
        const line = {
          variantId: SHOP.rice.variantId,
          quantityMilli: milli(weightMilli),
          unitPriceMinor: minor(priceMinor),
          restock: true,
        };
        const worth = await till.ok(saleRefundWorthCall, { lines: [line] });
        expect(worth.lines).toEqual([{ totalMinor: worth.totalMinor }]);
        if (worth.totalMinor === 0) return;
        const back = await till.ok(saleRefundCall, {
          refundOf: null,
          lines: [line],
          tenders: isCash
            ? null
            : [{ method: 'store_credit', amountMinor: minor(-worth.totalMinor), reference: creditId }],
          reason: 'test',
          approval: byManager,
        });
        expect(back.totalMinor).toBe(-worth.totalMinor);
        const given = back.payments.reduce((sum, { amountMinor }) => sum - amountMinor, 0);
        expect(given).toBe(isCash ? worth.cashMinor : worth.totalMinor);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('what no till can give back is refused before anybody is asked to agree', async () => {
  const no = (variantId: string, quantityMilli: number, unitPriceMinor: number) =>
    till.no(saleRefundWorthCall, {
      lines: [{ variantId, quantityMilli: milli(quantityMilli), unitPriceMinor: minor(unitPriceMinor), restock: true }],
    });
  expect(await no(SHOP.milo.variantId, 1500, 100)).toBe('quantity_not_whole');
  expect(await no(SHOP.milo.variantId, 0, 100)).toBe('quantity_not_positive');
  expect(await no(SHOP.rice.variantId, 1500, -1)).toBe('price_negative');
  expect(await no(idOf(888), 1000, 100)).toBe('variant_unknown');
});

test('what does not come back takes a manager, and what never was is refused', async () => {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.airtime.code } });
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [{ method: 'card', amountMinor: sale.totalMinor }] });
  const line = { lineId: sale.lines[0]?.id ?? '', quantityMilli: milli(1000), restock: true };
  const back = { refundOf: sale.saleId, lines: [line], tenders: null, reason: '' };
  await till.signIn(SHOP.clerk);
  expect(await till.no(saleRefundCall, back)).toBe('refund_not_returnable');
  expect(await till.ok(saleRefundCall, { ...back, approval: byManager })).toMatchObject({
    totalMinor: -sale.totalMinor,
  });
  expect(await till.no(saleRefundCall, { refundOf: idOf(555), lines: [line], tenders: null, reason: '' })).toBe(
    'refund_sale_unknown',
  );
});

test('after the days that the shop set only somebody who may refund takes goods back', async () => {
  await till.inFiles((store) =>
    store.write((writer) => putRecord(writer, 'setting', idOf(33), { storeId: null, key: 'refund_days', value: 7 })),
  );
  await till.signIn(SHOP.manager);
  const sold = await sell(2000);
  const back = {
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: 'leaking',
  };
  await till.signIn(SHOP.clerk);
  till.clock.pass(7 * DAY_MS);
  await till.signIn(SHOP.clerk);
  expect(await till.ok(saleRefundCall, back)).toMatchObject({ totalMinor: -250_000 });
  till.clock.pass(DAY_MS);
  await till.signIn(SHOP.clerk);
  expect(await till.no(saleRefundCall, back)).toBe('refund_too_late');
  expect(await till.ok(saleRefundCall, { ...back, approval: byManager })).toMatchObject({ totalMinor: -250_000 });
});
