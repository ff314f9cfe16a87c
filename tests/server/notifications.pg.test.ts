import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { editNoticePreferencesEndpoint, notificationSchema } from '#shared/api/notification-endpoints.ts';
import { addPushSubscriptionEndpoint, pushSubscriptionsEndpoint } from '#shared/api/push-endpoints.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { type SignedInOwner, TEST_PASSWORD, dataOf, registerOwner, signIn } from '../support/api-caller.ts';
import { type LocalPushService, startPushService } from '../support/push-service.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import type { TestTill } from '../sync/support/test-till.ts';
import { letHappen, stockLine } from './reports/made-trade.ts';
import { lookRound } from './support/look-round.ts';

const ANY_VERSION = { 'if-match': '*' };
const idOf = z.looseObject({ id: z.string() });

let world: SyncWorld;
let pushes: LocalPushService;
let ada: SignedInOwner;
let clerk: SignedInOwner;
let till: TestTill;
let storeId: string;
let variantId: string;

beforeAll(async () => {
  pushes = await startPushService(
    () => world.clock.nowMs(),
    () => world.server.deps.push.publicKey,
  );
  world = await openSyncWorld(6, { PUSH_SERVICES: pushes.host });
  ada = await registerOwner(world.server, 'ada@example.test');
  const store = { name: 'Surulere', code: 'SUR', timeZone: 'Africa/Lagos' };
  storeId = dataOf(await ada.call('POST', '/stores', { body: store }), idOf).id;
  const body = { name: 'Milk', sku: 'MILK', sellingPriceMinor: 10_000, costE4: 1, reorderLevelMilli: 5000 };
  const shown = z.object({ variants: z.array(idOf) });
  variantId = dataOf(await ada.call('POST', '/products', { body }), shown).variants[0]?.id ?? '';
  const roles = dataOf(await ada.call('GET', '/roles'), z.array(z.looseObject({ id: z.string(), key: z.string() })));
  const roleId = roles.find(({ key }) => key === 'sales_clerk')?.id;
  const person = { fullName: 'Clerk', roleId, storeIds: [], email: 'clerk@example.test', password: TEST_PASSWORD };
  await ada.call('POST', '/users', { body: person });
  await world.root`update users set is_verified = true where email = 'clerk@example.test'`;
  clerk = await signIn(world.server, 'clerk@example.test');
  till = await world.till({ businessId: ada.businessId, storeId, ownerId: ada.userId });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await pushes[Symbol.asyncDispose]();
});

const list = async (of: SignedInOwner, query = '') =>
  dataOf(await of.call('GET', `/notifications?limit=200${query}`), z.array(notificationSchema));
const typesOf = async (of: SignedInOwner): Promise<string[]> =>
  (await list(of)).map(({ type }) => type).toSorted((a, b) => (a < b ? -1 : 1));

/** Two servers look at the same moment. */
async function look(): Promise<number> {
  const [one, other] = await Promise.all([lookRound(world.server.deps), lookRound(world.server.deps)]);
  return one + other;
}

async function move(quantityMilli: number): Promise<void> {
  const store = { id: storeId, zone: 'Africa/Lagos' };
  const lines = [stockLine(world.makeId, variantId, quantityMilli, 1)];
  const payload = { adjustmentId: world.makeId(), reason: 'other' as const, note: '', lines };
  const said = { type: 'stock.adjusted' as const, entityId: payload.adjustmentId, payload };
  const at = { store, actorId: ada.userId, atMs: world.clock.nowMs(), day: '', hour: 0, minuteOfDay: 0, said };
  await letHappen(world, { id: ada.businessId, dayStartMinutes: 0 }, [at]);
}

const mailsTo = async (address: string): Promise<number> =>
  (await world.server.outbox()).filter(
    (text) => text.includes(`To: ${address}`) && text.includes('by e-mail is chosen'),
  ).length;

test('what runs out is told once to whoever may see it, and again only when it was over', async () => {
  await move(3000);
  await look();
  expect(await list(ada)).toMatchObject([
    { type: 'low_stock', title: 'Surulere: Running out (1)', message: 'Milk', storeId, isRead: false },
  ]);
  expect(await typesOf(clerk)).toEqual(['low_stock']);
  await look();
  expect(await typesOf(ada)).toEqual(['low_stock']);
  await move(20_000);
  await look();
  await move(-19_000);
  await look();
  expect(await typesOf(ada)).toEqual(['low_stock', 'low_stock']);
  await move(-10_000);
  await look();
  expect(await typesOf(ada)).toEqual(['low_stock', 'low_stock', 'oversold']);
  expect(await typesOf(clerk)).toEqual(['low_stock', 'low_stock']);
});

test('a drawer that was off, what a till said wrongly, a silent till and the day are told of, by e-mail as people chose', async () => {
  const shiftId = world.makeId();
  const nowMs = world.clock.nowMs();
  till.write('shift.opened', { shiftId, floatMinor: minor(0), shiftDate: '2026-06-01', openedAtMs: nowMs });
  const saleId = world.makeId();
  till.write(
    'sale.completed',
    salePayload(world.makeId, { saleId, shiftId, things: [{ variantId, quantityMilli: 1000, priceMinor: 10_000 }] }),
  );
  const closed = { shiftId, closedAtMs: nowMs, counted: [], countedMinor: minor(9000), expectedMinor: minor(10_000) };
  const rest = { varianceMinor: minor(-1000), varianceReason: '', saleCount: 1, refundCount: 0, tenders: [] };
  till.write('shift.closed', { ...closed, ...rest });
  till.write('shift.opened', {
    shiftId: world.makeId(),
    floatMinor: minor(0),
    shiftDate: '2026-06-01',
    openedAtMs: nowMs,
  });
  till.writeBody('{"type":"no such thing"}');
  await till.pushAll();
  await look();
  expect(await typesOf(ada)).toEqual(['drawer_variance', 'low_stock', 'low_stock', 'oversold', 'quarantine']);
  expect(await mailsTo('ada@example.test')).toBe(1);
  // The day ends at midnight in Lagos, and an hour later its figures go out.
  world.clock.advance(12.5 * 3_600_000);
  [ada, clerk] = [await signIn(world.server, ada.email), await signIn(world.server, clerk.email)];
  await look();
  await look();
  const mails = (await world.server.outbox()).join('\n');
  expect(await mailsTo('ada@example.test')).toBe(3);
  expect(mails).toContain('Surulere sold 1 times on 2026-06-01');
  expect(await typesOf(ada)).toContain('end_of_day');
  expect(await typesOf(ada)).toContain('silent_till');
  expect(await typesOf(clerk)).toEqual(['low_stock', 'low_stock']);
  expect(await mailsTo('clerk@example.test')).toBe(0);
});

test('a message that can’t be sent is tried again, and goes out once', async () => {
  const fails = { ...world.server.deps, mail: { send: () => Promise.reject(new Error('no line')) } };
  const prefer = {
    preferences: [
      { type: 'low_stock', channel: 'email', isOn: true },
      { type: 'low_stock', channel: 'app', isOn: false },
    ],
  };
  const preferred = await ada.call('PUT', '/notifications/preferences', { headers: ANY_VERSION, body: prefer });
  const chosen = dataOf(preferred, editNoticePreferencesEndpoint.answer);
  expect(chosen.filter(({ type, isOn }) => type === 'low_stock' && isOn).map(({ channel }) => channel)).toEqual([
    'email',
    'push',
  ]);
  const [noted] = await world.root`
    select user_id, old_values, new_values from audit_logs where action = 'notification_preferences.edited'`;
  expect(noted).toMatchObject({
    user_id: ada.userId,
    old_values: [
      { channel: 'app', isOn: true },
      { channel: 'email', isOn: false },
    ],
    new_values: [
      { channel: 'app', isOn: false },
      { channel: 'email', isOn: true },
    ],
  });
  const before = await mailsTo('ada@example.test');
  const listed = (await list(ada, '&type=low_stock')).length;
  await move(30_000);
  await look();
  await move(-22_000);
  expect(await lookRound(fails)).toBe(0);
  expect(await lookRound(world.server.deps)).toBe(0);
  world.clock.advance(61_000);
  expect(await look()).toBe(1);
  expect(await mailsTo('ada@example.test')).toBe(before + 1);
  expect((await list(ada, '&type=low_stock')).length).toBe(listed);
});

test('a list is read, marked and cleared by its own person only', async () => {
  const [first, second] = await list(ada, '&isRead=false');
  expect(await ada.call('PUT', `/notifications/${first?.id}/read`, { headers: ANY_VERSION })).toMatchObject({
    body: { data: { isRead: true } },
  });
  expect((await list(ada, '&isRead=true')).map(({ id }) => id)).toEqual([first?.id]);
  for (const [method, path] of [
    ['GET', ''],
    ['PUT', '/read'],
    ['DELETE', ''],
  ] as const)
    expect(await clerk.call(method, `/notifications/${first?.id}${path}`, { headers: ANY_VERSION })).toMatchObject({
      status: 404,
    });
  expect(await ada.call('DELETE', `/notifications/${second?.id}`)).toMatchObject({ status: 200 });
  expect(await ada.call('GET', `/notifications/${second?.id}`)).toMatchObject({ status: 404 });
  expect((await ada.call('PUT', '/notifications/read-all', { headers: ANY_VERSION })).status).toBe(200);
  expect(await list(ada, '&isRead=false')).toEqual([]);
  expect((await list(clerk, '&isRead=false')).length).toBe(3);
  expect(await ada.call('GET', `/notifications/${NO_ID}`)).toMatchObject({ status: 404 });
});

const browsersOf = async (of: SignedInOwner) =>
  dataOf(await of.call('GET', '/notifications/push-subscription'), pushSubscriptionsEndpoint.answer);
const subscribe = (of: SignedInOwner, body: object) => of.call('POST', '/notifications/push-subscription', { body });

/** The stock runs out anew, and everybody is told. */
async function runOut(): Promise<void> {
  await move(30_000);
  await look();
  await move(-30_000);
  await look();
}

test('a browser is told once, sealed for it alone, until its service knows it no more', async () => {
  const [desk, phone] = [pushes.browser(), pushes.browser()];
  const kept = dataOf(await subscribe(ada, desk.subscription), addPushSubscriptionEndpoint.answer);
  expect(await subscribe(ada, desk.subscription)).toMatchObject({ status: 201, body: { data: { id: kept.id } } });
  await subscribe(ada, phone.subscription);
  expect((await browsersOf(ada)).subscriptions).toHaveLength(2);
  expect((await browsersOf(clerk)).subscriptions).toEqual([]);

  await runOut();
  const said = {
    title: 'Surulere: Running out (1)',
    body: 'Milk',
    url: world.server.deps.config.publicUrl,
  };
  expect([desk.came, phone.came].map((came) => came.map((text): unknown => JSON.parse(text)))).toMatchObject([
    [said],
    [said],
  ]);

  // A service that is busy is asked again later; one that knows a browser no more is asked never again.
  pushes.troubles.push(503, 410);
  await runOut();
  const gone = (await browsersOf(ada)).subscriptions;
  expect(gone).toHaveLength(1);
  world.clock.advance(61_000);
  expect(await look()).toBe(1);
  expect(desk.came.length + phone.came.length).toBe(3);
  expect(pushes.faults).toEqual([]);

  const preferences = [{ type: 'low_stock', channel: 'push', isOn: false }];
  await ada.call('PUT', '/notifications/preferences', { headers: ANY_VERSION, body: { preferences } });
  await runOut();
  expect(desk.came.length + phone.came.length).toBe(3);
});

test('a browser belongs to who signed in there last, and goes only to services that are named', async () => {
  const shared = pushes.browser();
  const preferences = [{ type: 'low_stock', channel: 'push', isOn: true }];
  await ada.call('PUT', '/notifications/preferences', { headers: ANY_VERSION, body: { preferences } });
  const before = (await browsersOf(ada)).subscriptions.length;
  await subscribe(ada, shared.subscription);
  const taken = dataOf(await subscribe(clerk, shared.subscription), addPushSubscriptionEndpoint.answer);
  expect((await browsersOf(ada)).subscriptions).toHaveLength(before);
  await runOut();
  expect(shared.came).toHaveLength(1);
  expect(await ada.call('DELETE', `/notifications/push-subscription?id=${taken.id}`)).toMatchObject({ status: 404 });
  expect(await clerk.call('DELETE', `/notifications/push-subscription?id=${taken.id}`)).toMatchObject({ status: 200 });
  await runOut();
  expect(shared.came).toHaveLength(1);
  for (const endpoint of [
    'http://127.0.0.1:1/push',
    'http://169.254.169.254/latest',
    'https://push.example/x',
    `http://u:p@${pushes.host}/x`,
  ])
    expect(await subscribe(clerk, { ...shared.subscription, endpoint }), endpoint).toMatchObject({ status: 422 });
  expect(await subscribe(clerk, { ...shared.subscription, keys: { p256dh: 'x', auth: 'y' } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'keys.p256dh' }, { field: 'keys.auth' }] },
  });
});

test('a mark goes by the version that was read; what came since the list was seen stays unread', async () => {
  const listed = () => ada.call('GET', '/notifications?isRead=false');
  const versionOf = async (came: ReturnType<typeof listed>) => (await came).headers.get('etag') ?? '';
  const put = (path: string, headers: Record<string, string>) => ada.call('PUT', `/notifications${path}`, { headers });
  const preferences = [{ type: 'low_stock', channel: 'app', isOn: true }];
  await ada.call('PUT', '/notifications/preferences', { headers: ANY_VERSION, body: { preferences } });
  const seen = await versionOf(listed());
  await runOut();
  expect(await put('/read-all', {})).toMatchObject({ status: 428, body: { code: 'version_required' } });
  expect(await put('/read-all', { 'if-match': seen })).toMatchObject({ status: 412, body: { code: 'stale_version' } });
  const [fresh] = await list(ada, '&isRead=false');
  const of = `/${fresh?.id}`;
  const one = await versionOf(ada.call('GET', `/notifications${of}`));
  expect((await put(`${of}/read`, {})).status).toBe(428);
  const read = await put(`${of}/read`, { 'if-match': one });
  expect(read).toMatchObject({ status: 200, body: { data: { isRead: true } } });
  expect((await put(`${of}/read`, { 'if-match': one })).status).toBe(412);
  expect((await put(`${of}/read`, { 'if-match': read.headers.get('etag') ?? '' })).status).toBe(200);
  const now = await versionOf(listed());
  const all = await put('/read-all', { 'if-match': now });
  expect(all.status).toBe(200);
  expect(all.headers.get('etag')).toBe(await versionOf(listed()));
  expect(await list(ada, '&isRead=false')).toEqual([]);
  const rows = await world.root<{ action: string; old_values: unknown; new_values: unknown }[]>`
    select action, old_values, new_values from audit_logs where action = 'notification.read' and entity_id = ${fresh?.id ?? ''}`;
  expect(rows).toEqual([{ action: 'notification.read', old_values: { isRead: false }, new_values: { isRead: true } }]);
  expect(await world.root`select from audit_logs where action = 'notification.all_read'`).not.toHaveLength(0);
});

test('what somebody is told of is chosen by the version that was read', async () => {
  const body = { preferences: [{ type: 'expiring', channel: 'email', isOn: true }] };
  const put = (headers: Record<string, string>) => ada.call('PUT', '/notifications/preferences', { headers, body });
  const etag = (await ada.call('GET', '/notifications/preferences')).headers.get('etag') ?? '';
  expect((await put({})).status).toBe(428);
  expect((await put({ 'if-match': etag })).status).toBe(200);
  expect(await put({ 'if-match': etag })).toMatchObject({ status: 412, body: { code: 'stale_version' } });
});
