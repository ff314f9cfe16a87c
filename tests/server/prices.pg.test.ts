import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleAnswerSchema } from '#shared/api/bundle-endpoints.ts';
import { productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { promoteCart } from '#shared/sale/promote-cart.ts';
import { cartOf, lineOf } from '../support/carts.ts';
import { type ApiCaller, dataOf } from '../support/api-caller.ts';
import { type RealOffice, openRealOffice } from '../sync/support/real-office.ts';
import { type TillSide, openTillSide } from '../sync/support/till-side.ts';
import { until } from '../sync/support/quick-timers.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const idOf = z.looseObject({ id: z.string() });
const FIRST = Date.UTC(2026, 5, 1);
const day = (number: number): number => FIRST + number * 86_400_000;
const ANY = { headers: { 'if-match': '*' } };

let office: RealOffice;
let call: ApiCaller;

beforeAll(async () => {
  office = await openRealOffice();
  call = office.owner;
});

afterAll(() => office[Symbol.asyncDispose]());

async function variantOf(name: string, sellingPriceMinor = 50_000): Promise<string> {
  const came = await call('POST', '/products', { body: { name, sellingPriceMinor } });
  return dataOf(came, productAnswerSchema).variants[0]?.id ?? '';
}
const added = async (path: string, body: unknown): Promise<string> =>
  dataOf(await call('POST', path, { body }), idOf).id;

test('one price list is the usual one; another that becomes it takes its place', async () => {
  const retail = await added('/price-lists', { name: 'Retail', isDefault: true });
  const street = await added('/price-lists', { name: 'Street', isDefault: true });
  expect(await call('GET', `/price-lists/${retail}`)).toMatchObject({ body: { data: { isDefault: false } } });
  expect(await call('GET', `/price-lists/${street}`)).toMatchObject({ body: { data: { isDefault: true } } });
  expect(await call('POST', '/price-lists', { body: { name: 'retail' } })).toMatchObject({ status: 409 });
});

test('prices are planned ahead; what ends before it begins or leaves open which price holds is refused in words', async () => {
  const priceListId = await added('/price-lists', { name: 'Planned' });
  const variantId = await variantOf('Bread');
  const price = { variantId, priceListId, priceMinor: 45_000 };
  const usual = await call('POST', '/prices', { body: price });
  expect(usual).toMatchObject({ status: 201, body: { data: { validFromMs: 0, validToMs: null } } });
  const week = { ...price, priceMinor: 40_000, validFromMs: day(10), validToMs: day(17) };
  expect((await call('POST', '/prices', { body: week })).status).toBe(201);
  const overlap = await call('POST', '/prices', { body: { ...week, validFromMs: day(16), validToMs: day(20) } });
  expect(overlap).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(JSON.stringify(overlap.body)).toContain('2026-06-11 00:00 until 2026-06-18 00:00');
  const refused = async (body: object) => (await call('POST', '/prices', { body: { ...price, ...body } })).body;
  expect(await refused({ validFromMs: day(30), validToMs: day(29) })).toMatchObject({
    errors: [{ field: 'validToMs' }],
  });
  expect(await refused({ validFromMs: 1_780_272_000 })).toMatchObject({ errors: [{ field: 'validFromMs' }] });
  expect(await refused({ priceMinor: -1 })).toMatchObject({ errors: [{ field: 'priceMinor' }] });
  expect(await refused({ variantId: NOWHERE, priceListId: NOWHERE })).toMatchObject({
    errors: [{ field: 'variantId' }, { field: 'priceListId' }],
  });
  const { id } = dataOf(usual, idOf);
  expect(await call('PUT', `/prices/${id}`, { body: { validToMs: day(12) }, ...ANY })).toMatchObject({ status: 409 });
  const during = await call('GET', `/prices?variantId=${variantId}&at=${day(11)}&q=bread`);
  expect(z.object({ data: z.array(idOf) }).parse(during.body).data).toHaveLength(2);
  const later = await call('GET', `/prices?priceListId=${priceListId}&at=${day(20)}`);
  expect(later).toMatchObject({ body: { data: [{ priceMinor: 45_000 }], meta: { total: 1 } } });
  expect(await call('DELETE', `/price-lists/${priceListId}`)).toMatchObject({ status: 200 });
  expect((await call('GET', `/prices/${id}`)).status).toBe(404);
});

test.each([
  ['a rule of no kind', { rule: { kind: 'free' } }, 'rule.kind'],
  ['more paid than taken', { rule: { kind: 'pay_for', take: 2, pay: 2 } }, 'rule.pay'],
  ['over a hundred per cent', { rule: { kind: 'percent', ppm: 1_000_001 } }, 'rule.ppm'],
  ['an end before its beginning', { validFromMs: day(3), validToMs: day(2) }, 'validToMs'],
  ['a category that is not there', { target: { kind: 'categories', ids: [NOWHERE] } }, 'target.ids'],
  ['a store that is not there', { storeIds: [NOWHERE] }, 'storeIds'],
])('a promotion with %s is refused and names the field', async (_, odd, field) => {
  const body = { name: 'Odd', rule: { kind: 'percent', ppm: 1000 }, ...odd };
  expect(await call('POST', '/promotions', { body })).toMatchObject({ status: 422, body: { errors: [{ field }] } });
});

test('a set is made of things that are there, each once, and never of itself or of another set', async () => {
  const [hamper, milk, tea] = await Promise.all([variantOf('Hamper'), variantOf('Milk'), variantOf('Tea')]);
  const parts = [
    { variantId: milk, quantityMilli: 2000 },
    { variantId: tea, quantityMilli: 500 },
  ];
  const made = await call('POST', '/bundles', { body: { variantId: hamper, parts } });
  expect(made).toMatchObject({ status: 201, body: { data: { id: hamper, name: 'Hamper', parts } } });
  const refused = async (variantId: string | undefined, wanted: object[]) =>
    (await call('POST', '/bundles', { body: { variantId, parts: wanted } })).body;
  const box = await variantOf('Box');
  const one = (variantId: string | undefined) => ({ variantId, quantityMilli: 1000 });
  expect(await refused(box, [one(box)])).toMatchObject({ errors: [{ field: 'parts.0.variantId' }] });
  expect(await refused(box, [one(tea), one(tea)])).toMatchObject({ errors: [{ field: 'parts.1.variantId' }] });
  expect(await refused(box, [one(NOWHERE)])).toMatchObject({ errors: [{ field: 'parts.0.variantId' }] });
  expect(await refused(box, [one(hamper)])).toMatchObject({ errors: [{ field: 'parts.0.variantId' }] });
  expect(await refused(tea, [one(box)])).toMatchObject({ errors: [{ field: 'variantId' }] });
  expect(await refused(hamper, [one(box)])).toMatchObject({ code: 'conflict' });
  expect(await refused(box, [{ variantId: tea, quantityMilli: 0 }])).toMatchObject({
    errors: [{ field: 'parts.0.quantityMilli' }],
  });
  // Parts stand in the order in which they came, and the clock of the test goes by hand.
  office.clock.nowMs += 1000;
  const changed = await call('PUT', `/bundles/${hamper}`, {
    body: { parts: [{ variantId: milk, quantityMilli: 3000 }, one(box)] },
    headers: { 'if-match': made.headers.get('etag') ?? '' },
  });
  expect(dataOf(changed, bundleAnswerSchema).parts.map((part) => [part.name, part.quantityMilli])).toEqual([
    ['Milk', 3000],
    ['Box', 1000],
  ]);
  const stale = await call('PUT', `/bundles/${hamper}`, {
    body: { parts },
    headers: { 'if-match': made.headers.get('etag') ?? '' },
  });
  expect(stale.status).toBe(412);
  expect(await call('GET', '/bundles?q=hamp')).toMatchObject({ body: { data: [{ id: hamper }], meta: { total: 1 } } });
});

test('a till pulls prices, promotions and sets, and sells by them; one that is removed holds no more', async () => {
  const variantId = await variantOf('Peak milk', 60_000);
  const set = await variantOf('Twin pack', 100_000);
  await call('POST', '/bundles', { body: { variantId: set, parts: [{ variantId, quantityMilli: 2000 }] } });
  const priceListId = await added('/price-lists', { name: 'Wholesale' });
  await added('/prices', { variantId, priceListId, priceMinor: 55_000, validFromMs: day(0), validToMs: day(9) });
  const promotion = await added('/promotions', {
    name: 'Three for two',
    target: { kind: 'variants', ids: [variantId] },
    rule: { kind: 'pay_for', take: 3, pay: 2 },
    storeIds: [office.storeId],
    validToMs: day(9),
  });
  await added('/promotions', {
    name: 'Elsewhere',
    rule: { kind: 'percent', ppm: 900_000 },
    storeIds: [await otherStore()],
  });
  await using till: TillSide = await openTillSide({ nowMs: () => office.clock.nowMs });
  await till.enrol(office.url, await office.code());
  await until('the catalogue is there', () => till.status().completeClasses.includes('catalogue'));
  const held = till.store().read((reader) => ({
    promotions: reader.shop.promotionsAt(day(5)),
    after: reader.shop.promotionsAt(day(9)),
    listed: reader.items.listPrice(variantId, priceListId, day(5)),
    listedAfter: reader.items.listPrice(variantId, priceListId, day(9)),
    parts: reader.items.partsOf(set),
  }));
  expect(held).toMatchObject({
    after: [],
    listed: 55_000,
    listedAfter: null,
    parts: [{ variantId, quantityMilli: 2000 }],
  });
  const line = { variantId, quantityMilli: lineOf(1).quantityMilli };
  const cart = cartOf([lineOf(1, line), lineOf(2, line)]);
  expect(promoteCart(cart, held.promotions).lines.map(({ discount }) => discount)).toEqual([null, null]);
  expect(held.promotions.map(({ name }) => name)).toEqual(['Three for two']);
  await call('DELETE', `/promotions/${promotion}`);
  till.networkReturns();
  await until('it is gone', () => till.store().read((reader) => reader.shop.promotionsAt(day(5)).length === 0));
});

async function otherStore(): Promise<string> {
  return added('/stores', { name: 'Surulere', code: 'SUR' });
}
