import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '#shared/base/assert.ts';
import { milli } from '#shared/base/quantity.ts';
import { saleIdToDigits } from '#shared/receipt/receipt-code.ts';
import { type SaleRow, saleRowSchema } from '#shared/sync/feed-rows.ts';
import { SALE_LOOKUP_MS_MAX } from '#shared/sync/limits.ts';
import { paymentPromisedCall } from '#shared/till-calls/payment-calls.ts';
import { receiptGetCall, receiptReprintCall } from '#shared/till-calls/receipt-calls.ts';
import {
  saleAddItemCall,
  saleCompleteCall,
  saleFindCall,
  saleRefundCall,
  saleRefundableCall,
} from '#shared/till-calls/sale-calls.ts';
import { NotConnected, type Network } from '#till/ports/network.ts';
import { idOf } from '#tests/support/carts.ts';
import { START_MS, type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { UNPLUGGED } from '#tests/support/till/virtual-devices.ts';

type Answer = { readonly status: number; readonly body: unknown };
const NOT_THERE: Answer = { status: 404, body: { status: 'error', code: 'not_found', message: 'It is not here.' } };

let till: TestTill;
/** What the office says of a sale; null where there is no line. */
let office: (saleId: string) => Answer | null;
let asked: string[];
let isUp: boolean;

const good = (data: unknown): Answer => ({ status: 200, body: { status: 'success', message: 'Done.', data } });
const inBytes = ({ status, body }: Answer) => ({ status, headers: {}, body: Buffer.from(JSON.stringify(body)) });

/** An office that answers nothing but tokens and look-ups. */
const network: Network = {
  ...UNPLUGGED,
  isUp: () => isUp,
  request: async ({ url }) => {
    const path = new URL(url).pathname;
    if (path.endsWith('/sync/token')) {
      const token = { accessToken: 'token', expiresAtMs: START_MS + 900_000, scope: 'till' };
      return Promise.resolve(inBytes(good(token)));
    }
    const saleId = /\/sync\/sales\/(.+)$/.exec(path)?.[1];
    const answer = saleId === undefined ? null : office(saleId);
    if (saleId !== undefined) asked.push(saleId);
    if (answer === null) throw new NotConnected('no line');
    return Promise.resolve(inBytes(answer));
  },
};

beforeEach(async () => {
  [asked, isUp] = [[], true];
  office = () => NOT_THERE;
  till = await openTestTill({ deps: { network } });
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

type Sold = { readonly sale: SaleRow; readonly refund: SaleRow; readonly saleId: string; readonly lineId: string };

/** A sale of three pieces, of which one came back, as another store made them: this till knows nothing of either. */
async function soldElsewhere(): Promise<Sold> {
  const cart = await till.ok(saleAddItemCall, {
    saleId: null,
    item: { code: SHOP.milo.code },
    quantityMilli: milli(3000),
  });
  const made = await till.ok(saleCompleteCall, {
    saleId: cart.saleId,
    tenders: [{ method: 'transfer', amountMinor: cart.totalMinor }],
  });
  const lineOfCart = must(cart.lines[0], 'it has a line').id;
  const back = await till.ok(saleRefundCall, {
    refundOf: made.saleId,
    lines: [{ lineId: lineOfCart, quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: 'leaking',
  });
  const [sale, refund] = await till.inFiles((store) =>
    store.read((reader) =>
      [made.saleId, back.saleId].map((id) => must(reader.sales.document(id), 'it is written down')),
    ),
  );
  await till.signIn(SHOP.manager);
  const ids = new Map([made.saleId, back.saleId, lineOfCart].map((id) => [id, randomUUID()]));
  const elsewhere = (row: SaleRow | undefined): SaleRow => {
    const text = JSON.stringify({ ...must(row, 'it is there'), tillId: idOf(99), storeId: idOf(98) });
    const renamed = [...ids].reduce((now, [from, to]) => now.replaceAll(from, to), text.replaceAll('LEK-', 'IKJ-'));
    const read = saleRowSchema.parse(JSON.parse(renamed));
    const payments = read.sale.payments.map((payment) => ({ ...payment, id: randomUUID() }));
    return { ...read, sale: { ...read.sale, shiftId: null, payments } };
  };
  return {
    sale: elsewhere(sale),
    refund: elsewhere(refund),
    saleId: must(ids.get(made.saleId), 'it was renamed'),
    lineId: must(ids.get(lineOfCart), 'it was renamed'),
  };
}

const answerOf = ({ sale, refund }: Sold): Answer => good({ sale, returned: [refund], serverTime: START_MS });
const back = ({ saleId, lineId }: Sold, pieces: number) => ({
  refundOf: saleId,
  lines: [{ lineId, quantityMilli: milli(pieces * 1000), restock: true }],
  tenders: null,
  reason: 'leaking',
});

test('a receipt of another store that is scanned is asked for, and of its goods comes back what has not yet', async () => {
  const sold = await soldElsewhere();
  office = () => answerOf(sold);
  const code = saleIdToDigits(sold.saleId);
  const [found, again] = await Promise.all([
    till.ok(saleFindCall, { text: code, limit: 1 }),
    till.ok(saleFindCall, { text: code, limit: 1 }),
  ]);
  expect(found.sales).toMatchObject([{ saleId: sold.saleId, receiptNumber: 'IKJ-T1-A-000001', here: false }]);
  expect([again, asked]).toEqual([found, [sold.saleId]]);
  expect(await till.ok(saleRefundableCall, { saleId: sold.saleId })).toMatchObject({
    lines: [{ soldMilli: 3000, refundedMilli: 1000, leftMilli: 2000 }],
  });
  expect(await till.no(saleRefundCall, back(sold, 3))).toBe('refund_too_much');
  const refund = await till.ok(saleRefundCall, back(sold, 2));
  expect(refund).toMatchObject({ kind: 'refund', totalMinor: -500_000, payments: [{ method: 'transfer' }] });
  expect(await till.no(saleRefundCall, back(sold, 1))).toBe('refund_too_much');
});

test('a sale of another store is no sale of this one: not in its list, its promises or its printer', async () => {
  const sold = await soldElsewhere();
  office = () => answerOf(sold);
  const before = await till.ok(paymentPromisedCall, { state: 'pending' });
  await till.ok(saleFindCall, { text: sold.saleId });
  const latest = await till.ok(saleFindCall, { text: '' });
  expect(latest.sales.filter(({ receiptNumber }) => receiptNumber.startsWith('IKJ'))).toEqual([]);
  expect(await till.ok(paymentPromisedCall, { state: 'pending' })).toEqual(before);
  expect(await till.no(receiptGetCall, { saleId: sold.saleId })).toBe('receipt_of_other_store');
  expect(await till.no(receiptReprintCall, { saleId: sold.saleId })).toBe('receipt_of_other_store');
});

test('what came back elsewhere since is heard at the next scan, and without a line what is known here counts', async () => {
  const sold = await soldElsewhere();
  office = () => good({ sale: sold.sale, returned: [], serverTime: START_MS });
  await till.ok(saleFindCall, { text: sold.saleId });
  expect(await till.ok(saleRefundableCall, { saleId: sold.saleId })).toMatchObject({ lines: [{ leftMilli: 3000 }] });
  office = () => null;
  expect((await till.ok(saleFindCall, { text: sold.saleId })).sales).toHaveLength(1);
  office = () => answerOf(sold);
  await till.ok(saleFindCall, { text: sold.saleId });
  expect(await till.ok(saleRefundableCall, { saleId: sold.saleId })).toMatchObject({ lines: [{ leftMilli: 2000 }] });
  const voided = { atMs: START_MS, reason: 'Rung up twice' };
  office = () => good({ sale: { ...sold.sale, voided }, returned: [sold.refund], serverTime: START_MS });
  await till.ok(saleFindCall, { text: sold.saleId });
  expect(await till.no(saleRefundableCall, { saleId: sold.saleId })).toBe('sale_voided');
});

test('an office that knows no such sale, or no such question, leaves it unknown; one out of reach is named', async () => {
  const saleId = randomUUID();
  expect(await till.ok(saleFindCall, { text: saleId })).toEqual({ sales: [] });
  office = () => null;
  expect(await till.no(saleFindCall, { text: saleIdToDigits(saleId) })).toBe('sale_unknown_office_away');
  office = () => ({ status: 502, body: '<html>' });
  expect(await till.no(saleFindCall, { text: saleId })).toBe('sale_unknown_office_away');
  office = () => good({ sale: { tillId: 'odd' }, returned: [], serverTime: START_MS });
  expect(await till.no(saleFindCall, { text: saleId })).toBe('sale_unknown_office_away');
  isUp = false;
  asked = [];
  expect(await till.no(saleFindCall, { text: saleId })).toBe('sale_unknown_office_away');
  expect(asked).toEqual([]);
});

test('nobody waits for a silent office longer than a few moments', async () => {
  const hanging = await openTestTill({
    deps: {
      network: {
        ...network,
        request: ({ signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('given up')));
          }),
      },
    },
  });
  try {
    await hanging.signIn(SHOP.manager);
    const answer = hanging.no(saleFindCall, { text: randomUUID() });
    // The call reached the line: the dispatcher lets others by first.
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    hanging.clock.pass(SALE_LOOKUP_MS_MAX);
    expect(await answer).toBe('sale_unknown_office_away');
  } finally {
    await hanging.close();
  }
});
