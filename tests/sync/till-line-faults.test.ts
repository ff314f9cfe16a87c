import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_ID } from '#shared/base/ids.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { until } from './support/quick-timers.ts';
import { type LineFault, type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

// Real sockets and files on whatever machine: each wait inside has its own, shorter limit.
vi.setConfig({ testTimeout: 60_000 });

let office: ScriptedOffice;
let till: TillSide;

beforeEach(async () => {
  office = await openScriptedOffice();
  till = await openTillSide({ nowMs: Date.now });
});

afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const enrol = () => till.enrol(office.url, '7F3K-22QD');
const heldIds = (): string[] =>
  [...office.held.values()].flat().flatMap(({ body }) => {
    const read = parseChange(body);
    // Its timers run faster than its clock: where the machine is busy it notes a clock that jumped.
    return read.ok && read.value.type !== 'clock.jumped' ? [read.value.id] : [];
  });
const onPushes = (fault: (nth: number) => LineFault | null): void => {
  let nth = 0;
  office.fault = (path) => (path === '/api/v1/sync/push' ? fault((nth += 1)) : null);
};

test('a sale travels as soon as it is made, and the sign says that all is saved', async () => {
  await enrol();
  await till.settled();
  till.sell();
  expect(till.status().waiting).toBe(1);
  await till.settled();
  expect(heldIds()).toHaveLength(1);
  expect(till.status()).toMatchObject({ sign: 'saved', waiting: 0, isOnline: true, state: 'normal', lastError: null });
});

test('sales made while the line is cut all arrive once, in order, without another sale', async () => {
  await enrol();
  await till.settled();
  office.fault = () => 'cut';
  for (let sold = 0; sold < 40; sold += 1) till.sell();
  await until('the cut is noticed', () => till.status().lastError === 'office_unreachable');
  expect(till.status()).toMatchObject({ sign: 'waiting', waiting: 40, isOnline: false });
  office.fault = () => null;
  await till.settled();
  expect(new Set(heldIds()).size).toBe(40);
  expect(heldIds()).toHaveLength(40);
});

test('after hours without any line what waits goes out in full batches, since nothing failed under way', async () => {
  let hasLine = true;
  await using side = await openTillSide({ nowMs: Date.now, hasLine: () => hasLine });
  await side.enrol(office.url, '7F3K-22QD');
  await side.settled();
  hasLine = false;
  for (let sold = 0; sold < 30; sold += 1) side.sell();
  await until('the line is missed', () => side.status().lastError === 'office_unreachable');
  expect(side.status()).toMatchObject({ sign: 'waiting', waiting: 30, isOnline: false });
  office.requests.length = 0;
  hasLine = true;
  await side.settled();
  const sizes = office.requests.filter(({ path }) => path === '/api/v1/sync/push').map(({ count }) => count);
  expect(sizes).toEqual([30]);
});

test('an answer lost after the commit is repaired, and nothing is there twice', async () => {
  await enrol();
  await till.settled();
  onPushes((nth) => (nth <= 3 ? 'lose_answer' : null));
  for (let sold = 0; sold < 5; sold += 1) till.sell();
  await till.settled();
  expect(heldIds()).toHaveLength(5);
});

test('acknowledgements with another hash are not believed', async () => {
  await enrol();
  await till.settled();
  onPushes((nth) => (nth <= 2 ? 'wrong_hashes' : null));
  till.sell();
  const change = till.store().read((reader) => reader.changes.open(1)[0]);
  expect(change?.state).toBe('waiting');
  await till.settled();
  expect(heldIds()).toEqual([change?.id]);
});

test('a page of somebody else’s network moves nothing', async () => {
  await enrol();
  await till.settled();
  office.fault = () => 'html';
  till.sell();
  await until('the page is noticed', () => till.status().lastError === 'office_answer_odd');
  expect(till.status()).toMatchObject({ waiting: 1, isOnline: false });
  office.fault = () => null;
  await till.settled();
  expect(heldIds()).toHaveLength(1);
});

test('a push that is too large is halved until it fits, and grows again', async () => {
  await enrol();
  await till.settled();
  office.fault = () => 'cut';
  for (let sold = 0; sold < 60; sold += 1) till.sell();
  office.requests.length = 0;
  office.fault = (path, body) => {
    if (path !== '/api/v1/sync/push' || typeof body !== 'object' || body === null || !('changes' in body)) return null;
    return Array.isArray(body.changes) && body.changes.length > 8 ? { status: 413, code: 'too_large' } : null;
  };
  await till.settled();
  const sizes = office.requests.filter(({ path }) => path === '/api/v1/sync/push').map(({ count }) => count);
  expect(Math.max(...sizes)).toBeGreaterThan(8);
  expect(sizes.some((size, at) => size === (sizes[at - 1] ?? 0) * 2)).toBe(true);
  expect(heldIds()).toHaveLength(60);
});

test('a single change that the door refuses goes raw into quarantine, and those behind it go on', async () => {
  await enrol();
  await till.settled();
  office.fault = () => 'cut';
  for (let sold = 0; sold < 5; sold += 1) till.sell();
  const bad = till.store().read((reader) => reader.changes.open(10)[2]);
  office.fault = (path, body) => {
    const isBad = path === '/api/v1/sync/push' && JSON.stringify(body).includes(bad?.id ?? '-');
    return isBad ? { status: 422, code: 'bad_input' } : null;
  };
  await till.settled();
  expect([...office.quarantined]).toEqual([bad?.id]);
  expect(till.status()).toMatchObject({ sign: 'attention', waiting: 0, quarantined: 1 });
  expect(till.store().read((reader) => reader.changes.byId(bad?.id ?? '')?.state)).toBe('quarantined');
});

test('a busy office is asked again later, and counts each try', async () => {
  await enrol();
  await till.settled();
  onPushes((nth) => (nth <= 3 ? { status: 503, code: 'unavailable' } : null));
  till.sell();
  await until('it was tried', () => (till.store().read((reader) => reader.changes.open(1)[0]?.tries) ?? 0) >= 2);
  await till.settled();
  expect(heldIds()).toHaveLength(1);
});

test('a request without an answer dies after its silence, and the next one gets through', async () => {
  await enrol();
  await till.settled();
  onPushes((nth) => (nth === 1 ? 'hang' : null));
  till.sell();
  await till.settled();
  expect(heldIds()).toHaveLength(1);
});

test('a session that another run took over is answered by a new hello', async () => {
  await enrol();
  await till.settled();
  office.endSession();
  till.sell();
  await till.settled();
  expect(heldIds()).toHaveLength(1);
  expect(office.requests.filter(({ path }) => path === '/api/v1/sync/hello').length).toBeGreaterThanOrEqual(2);
});

test('a poke brings what changed elsewhere at once, and what this program cannot read is parked', async () => {
  await enrol();
  await till.settled();
  await until('the live stream is open', () => office.requests.some(({ path }) => path === '/api/v1/sync/live'));
  const id = '01900000-0000-7000-8000-00000000c0de';
  office.put({
    entity: 'category',
    id,
    op: 'put',
    data: { fields: { name: 'Drinks', parentId: null, color: 2, position: 1 }, ranks: {} },
  });
  office.put({ entity: 'thing_of_tomorrow', id, op: 'put', data: { wheels: 4 } });
  office.put({ entity: 'category', id: NO_ID, op: 'put', data: { fields: { name: '' }, ranks: {} } });
  office.poke();
  await until('the category is here', () => till.store().read((reader) => reader.records.get('category', id)) !== null);
  expect(till.applied).toEqual([`category/${id}`]);
  expect(till.topics).toContain('catalogue');
  expect(till.store().read((reader) => reader.sync.parked(10).map((row) => row.reason))).toEqual([
    'unknown_entity',
    'unreadable',
  ]);
});

test('work that waits with a network and no progress for three minutes makes the worker start afresh, and is counted', async () => {
  await enrol();
  await till.settled();
  onPushes(() => ({ status: 503, code: 'unavailable' }));
  till.sell();
  await until('it started afresh', () => till.status().watchdogCount > 0);
  office.fault = () => null;
  await till.settled();
  expect(heldIds()).toHaveLength(1);
});
