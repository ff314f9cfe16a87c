import sharp from 'sharp';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SettingsAnswer, settingsAnswerSchema } from '#shared/api/settings-endpoints.ts';
import { storeMetricsSchema } from '#shared/api/store-metrics.ts';
import {
  type ApiCaller,
  type SignedInOwner,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
  signIn,
} from '../support/api-caller.ts';
import { sentToken } from '../support/sent-link.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { TestTill } from '../sync/support/test-till.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const ANY = { 'if-match': '*' };
const idOf = z.looseObject({ id: z.string() });

let world: SyncWorld;
let ada: SignedInOwner;
let ben: SignedInOwner;
let clerk: ApiCaller;
let storeId: string;
let otherStoreId: string;
let till: TestTill;

beforeAll(async () => {
  world = await openSyncWorld(8);
  ada = await registerOwner(world.server, 'ada@example.test');
  ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
  const open = async (name: string, code: string): Promise<string> =>
    dataOf(await ada.call('POST', '/stores', { body: { name, code } }), idOf).id;
  [storeId, otherStoreId] = [await open('Surulere', 'SUR'), await open('Yaba', 'YAB')];
  const { code } = dataOf(
    await ada.call('POST', `/stores/${storeId}/tills/enrolment-code`, { body: {} }),
    z.looseObject({ code: z.string() }),
  );
  till = await TestTill.enrol({ url: world.url, clock: world.clock, makeId: world.makeId }, ada.userId, code);
  await till.hello();
  const role = { name: 'Shop head', permissions: ['settings.*', 'product.*'] };
  const roleId = dataOf(await ada.call('POST', '/roles', { body: role }), idOf).id;
  const body = {
    fullName: 'Clara Obi',
    roleId,
    storeIds: [storeId],
    email: 'clara@example.test',
    password: TEST_PASSWORD,
  };
  await ada.call('POST', '/users', { body });
  await apiCaller(world.server)(
    'POST',
    `/auth/verify-email/${await sentToken(world.server, body.email, 'verify-email')}`,
  );
  clerk = (await signIn(world.server, body.email)).call;
});
afterAll(() => world[Symbol.asyncDispose]());

const read = async (query = ''): Promise<SettingsAnswer> =>
  dataOf(await ada.call('GET', `/settings${query}`), settingsAnswerSchema);

test('defaults hold until the business sets something, and that until a store does', async () => {
  expect(await read()).toMatchObject({
    storeId: null,
    business: { name: 'Ada Stores', currency: 'NGN', isCurrencyFrozen: false },
    values: { lock_after_s: 300, refund_days: null },
    sources: { lock_after_s: 'default' },
  });
  const set = { values: { lock_after_s: 120, denominations: [100_000, 50_000] } };
  expect(await ada.call('PUT', '/settings', { body: set })).toMatchObject({ status: 428 });
  const headers = { 'if-match': (await ada.call('GET', '/settings')).headers.get('etag') ?? '' };
  const saved = await ada.call('PUT', '/settings', { body: set, headers });
  expect(saved).toMatchObject({ status: 200, body: { data: set } });
  expect(await ada.call('PUT', '/settings', { body: { values: { lock_after_s: 5 } }, headers })).toMatchObject({
    status: 412,
  });
  const inStore = `?storeId=${storeId}`;
  expect(await read(inStore)).toMatchObject({ storeId, values: set.values, sources: { lock_after_s: 'business' } });
  world.clock.advance(1000);
  await ada.call('PUT', `/settings${inStore}`, { body: { values: { lock_after_s: 0 } }, headers: ANY });
  expect(await read(inStore)).toMatchObject({ values: { lock_after_s: 0 }, sources: { lock_after_s: 'store' } });
  expect(await read()).toMatchObject({ values: { lock_after_s: 120 } });
  expect((await read(`?storeId=${otherStoreId}`)).values.lock_after_s).toBe(120);
  world.clock.advance(1000);
  await ada.call('PUT', `/settings${inStore}`, { body: { values: { lock_after_s: null } }, headers: ANY });
  expect(await read(inStore)).toMatchObject({ values: { lock_after_s: 120 }, sources: { lock_after_s: 'business' } });
  await ada.call('PUT', '/settings', { body: { values: { lock_after_s: null, denominations: null } }, headers: ANY });
  expect(await read(inStore)).toMatchObject({ values: { lock_after_s: 300, denominations: null } });
  const audited = await ada.call('GET', `/audit-logs?entityId=${storeId}`);
  expect(audited.body).toMatchObject({
    data: [
      { action: 'settings.edited', newValues: { lock_after_s: null } },
      { newValues: { lock_after_s: 0 } },
      {},
      {},
    ],
  });
});

test('a till is sent what its store has set, and not what another has', async () => {
  await till.pullToHead();
  const put = (query: string, seconds: number) =>
    ada.call('PUT', `/settings${query}`, { body: { values: { lock_after_s: seconds } }, headers: ANY });
  await put(`?storeId=${otherStoreId}`, 61);
  await put(`?storeId=${storeId}`, 62);
  await put('', 63);
  const came = (await till.pullToHead()).filter((row) => row.entity === 'setting');
  expect(JSON.stringify(came)).toContain('62');
  expect(JSON.stringify(came)).toContain('63');
  expect(JSON.stringify(came)).not.toContain('"value":61');
});

test('what nobody knows and what can’t be is refused, field by field, and nothing is written', async () => {
  const before = await read();
  const body = {
    business: {
      timeZone: 'Lagos',
      currency: 'XXX',
      email: 'nobody',
      locale: '_',
      dayStartMinutes: 1440,
      shoeSize: 1,
      logoUrl: 'x',
    },
    values: {
      lock_after_s: -1,
      refund_days: 'many',
      denominations: [5, 5],
      colour: 'red',
      barcode_layouts: [{ prefix: '99' }],
    },
    more: true,
  };
  const came = await ada.call('PUT', '/settings', { body, headers: ANY });
  expect(came.status).toBe(422);
  const { errors } = z.object({ errors: z.array(z.object({ field: z.string() })) }).parse(came.body);
  const fields = errors.map(({ field }) => field);
  for (const wanted of [
    ...Object.keys(body.business).map((name) => `business.${name}`),
    'values.lock_after_s',
    'values.refund_days',
    'values.denominations',
    'values.colour',
    'values.barcode_layouts.0.prefix',
    'more',
  ])
    expect(fields).toContain(wanted);
  expect(await read()).toEqual(before);
  expect(
    await ada.call('PUT', `/settings?storeId=${storeId}`, { body: { business: { name: 'New' } }, headers: ANY }),
  ).toMatchObject({ status: 422, body: { errors: [{ field: 'business' }] } });
});

test('the profile is edited, and its currency until something is sold', async () => {
  const business = {
    name: 'Ada & Daughters',
    taxId: '1234-0001',
    currency: 'GHS',
    timeZone: 'Africa/Accra',
    dayStartMinutes: 240,
    cashRoundingMinor: 10,
  };
  expect(await ada.call('PUT', '/settings', { body: { business }, headers: ANY })).toMatchObject({
    status: 200,
    body: { data: { business: { ...business, country: 'NG' } } },
  });
  const saleId = world.makeId();
  const things = [{ variantId: world.makeId(), quantityMilli: 1000, priceMinor: 10_000 }];
  const sold = till.write('sale.completed', salePayload(world.makeId, { saleId, shiftId: null, things }), {
    entityId: saleId,
  });
  expect(await till.push([sold])).toMatchObject({ ok: true });
  expect((await read()).business.isCurrencyFrozen).toBe(true);
  const put = (currency: string) => ada.call('PUT', '/settings', { body: { business: { currency } }, headers: ANY });
  expect(await put('NGN')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await put('GHS')).toMatchObject({ status: 200 });
});

test('whoever works in some stores changes only theirs; nobody another business’s', async () => {
  const edit = { body: { values: { lock_after_s: 99 } }, headers: ANY };
  expect(await clerk('PUT', `/settings?storeId=${storeId}`, edit)).toMatchObject({ status: 200 });
  expect(await clerk('PUT', `/settings?storeId=${otherStoreId}`, edit)).toMatchObject({ status: 404 });
  expect(await clerk('GET', `/settings?storeId=${otherStoreId}`)).toMatchObject({ status: 404 });
  expect(await clerk('PUT', '/settings', edit)).toMatchObject({ status: 403 });
  expect(await clerk('DELETE', '/settings/logo')).toMatchObject({ status: 403 });
  expect(await ben.call('PUT', `/settings?storeId=${storeId}`, edit)).toMatchObject({ status: 404 });
  expect(await ben.call('GET', `/settings?storeId=${storeId}`)).toMatchObject({ status: 404 });
  expect(dataOf(await ben.call('GET', '/settings'), settingsAnswerSchema).values.lock_after_s).toBe(300);
});

test('a logo is made anew from its pixels, shown to anybody with its address, and taken off', async () => {
  const png = await sharp({ create: { width: 600, height: 200, channels: 3, background: '#aa3311' } })
    .png()
    .toBuffer();
  const send = (bytes: Uint8Array) =>
    fetch(`${world.url}/api/v1/settings/logo`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.accessToken}`, 'content-type': 'image/png' },
      body: new Uint8Array(bytes),
    });
  expect((await send(Buffer.from('<svg/>'))).status).toBe(422);
  expect((await send(png)).status).toBe(200);
  const { logoUrl } = (await read()).business;
  const shown = await fetch(`${world.url}${logoUrl ?? ''}`);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(await ada.call('DELETE', '/settings/logo')).toMatchObject({
    status: 200,
    body: { data: { business: { logoUrl: null } } },
  });
  await world.server.settled();
  expect((await fetch(`${world.url}${logoUrl ?? ''}`)).status).toBe(404);
});

test('tiles are added, moved and taken off; a variant has one in a store', async () => {
  const product = await ada.call('POST', '/products', { body: { name: 'Peak Milk', sellingPriceMinor: 100 } });
  const variantId = dataOf(product, z.looseObject({ variants: z.array(idOf) })).variants[0]?.id ?? '';
  const added = await ada.call('POST', '/favourites', { body: { storeId, variantId } });
  expect(added).toMatchObject({ status: 201, body: { data: { storeId, variantId, position: 0 } } });
  const { id } = dataOf(added, idOf);
  expect(await ada.call('POST', '/favourites', { body: { storeId, variantId } })).toMatchObject({ status: 409 });
  expect(await ada.call('POST', '/favourites', { body: { storeId, variantId: NOWHERE } })).toMatchObject({
    status: 422,
  });
  expect(await ada.call('POST', '/favourites', { body: { storeId: NOWHERE, variantId } })).toMatchObject({
    status: 404,
  });
  const headers = { 'if-match': added.headers.get('etag') ?? '' };
  expect(await ada.call('PUT', `/favourites/${id}`, { body: { position: 4 }, headers })).toMatchObject({ status: 200 });
  expect(await ada.call('PUT', `/favourites/${id}`, { body: { position: 5 }, headers })).toMatchObject({ status: 412 });
  const moved = await world.root`select old_values, new_values from audit_logs where action = 'favourite.moved'`;
  expect(moved).toMatchObject([{ old_values: { position: 0 }, new_values: { position: 4 } }]);
  const elsewhere = dataOf(
    await ada.call('POST', '/favourites', { body: { storeId: otherStoreId, variantId } }),
    idOf,
  ).id;
  expect(await clerk('GET', '/favourites')).toMatchObject({
    body: { data: [{ id, position: 4 }], meta: { total: 1 } },
  });
  expect(await clerk('DELETE', `/favourites/${elsewhere}`)).toMatchObject({ status: 404 });
  expect(await ben.call('GET', `/favourites/${id}`)).toMatchObject({ status: 404 });
  expect(await ben.call('DELETE', `/favourites/${id}`)).toMatchObject({ status: 404 });
  expect(await ada.call('DELETE', `/favourites/${id}`)).toMatchObject({ status: 200 });
  expect(await ada.call('GET', `/favourites?storeId=${storeId}`)).toMatchObject({ body: { data: [] } });
});

test('a store says how it does today', async () => {
  const metrics = dataOf(await ada.call('GET', `/stores/${storeId}/metrics`), storeMetricsSchema);
  expect(metrics).toMatchObject({
    storeId,
    date: '2026-06-01',
    currency: 'GHS',
    today: { saleCount: 1, netMinor: 10_000 },
    weekBefore: { saleCount: 0 },
    tills: { active: 1, silent: 0 },
    openShifts: 0,
  });
  expect(metrics.days.map(({ date }) => date)).toEqual(
    [26, 27, 28, 29, 30, 31].map((day) => `2026-05-${day}`).concat('2026-06-01'),
  );
  expect(metrics.days.at(-1)?.figures).toEqual(metrics.today);
  expect(metrics.stock).toEqual({ oversold: 1, low: 0 });
  expect(await clerk('GET', `/stores/${storeId}/metrics`)).toMatchObject({ status: 200 });
  expect(await clerk('GET', `/stores/${otherStoreId}/metrics`)).toMatchObject({ status: 404 });
  expect(await ben.call('GET', `/stores/${storeId}/metrics`)).toMatchObject({ status: 404 });
});

test('whoever works in one store neither ends nor rewrites what holds in others too', async () => {
  const rule = { kind: 'percent', ppm: 100_000 };
  const add = async (storeIds: readonly string[]): Promise<string> =>
    dataOf(await ada.call('POST', '/promotions', { body: { name: 'Ten off', rule, storeIds } }), idOf).id;
  const headers = { 'if-match': '*' };
  for (const storeIds of [[], [storeId, otherStoreId]]) {
    const shared = `/promotions/${await add(storeIds)}`;
    expect(await clerk('GET', shared)).toMatchObject({ status: 200 });
    expect(await clerk('PUT', shared, { body: { storeIds: [storeId] }, headers })).toMatchObject({ status: 403 });
    expect(await clerk('DELETE', shared)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await ada.call('GET', shared)).toMatchObject({ body: { data: { storeIds } } });
  }
  const own = `/promotions/${await add([storeId])}`;
  expect(await clerk('PUT', own, { body: { isActive: false }, headers })).toMatchObject({ status: 200 });
  expect(await clerk('DELETE', own)).toMatchObject({ status: 200 });
});
