import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { verifyChain } from '#shared/changes/verify-chain.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { chainStart } from '#shared/changes/hash-chain.ts';
import { sha256 } from '#till/sync/till-key.ts';
import { until } from './support/quick-timers.ts';
import { type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

// Real sockets and files on whatever machine: each wait inside has its own, shorter limit.
vi.setConfig({ testTimeout: 60_000 });

let office: ScriptedOffice;
let till: TillSide;
let clockOffMs: number;

beforeEach(async () => {
  clockOffMs = 0;
  office = await openScriptedOffice();
  till = await openTillSide({ nowMs: () => Date.now() + clockOffMs });
  await till.enrol(office.url, '7F3K-22QD');
  await till.settled();
});

afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const sales = (): string[] =>
  [...office.held.values()].flat().flatMap(({ body }) => {
    const read = parseChange(body);
    return read.ok && read.value.type === 'sale.completed' ? [read.value.entityId] : [];
  });
const epoch = (): string => till.store().read((reader) => reader.meta.epoch()?.epoch ?? '');
const ownFactsPulled = () =>
  until(
    'own facts came back',
    () =>
      till.store().read((reader) => reader.changes.countIn('waiting').count) === 0 &&
      till.worker().memory.lastPullMs !== null,
  );

test('a till from a backup gets its own sales back, and what it sold since goes out under a new epoch', async () => {
  const before = [till.sell(), till.sell()];
  await till.settled();
  const backup = till.backUp();
  const lost = [till.sell(), till.sell(), till.sell()];
  await till.settled();
  const first = epoch();
  office.fault = () => 'cut';
  await till.restore(backup);
  const since = [till.sell(), till.sell()];
  office.fault = () => null;
  await until('it healed', () => epoch() !== first && till.worker().memory.state === 'normal');
  await till.settled();
  await ownFactsPulled();
  expect(sales().toSorted()).toEqual([...before, ...lost, ...since].toSorted());
  for (const id of [...before, ...lost, ...since])
    expect(till.store().read((reader) => reader.sales.byId(id)?.isOwn)).toBe(true);
  const { links, previousHash, tillId } = till.store().read((reader) => ({
    links: reader.changes.after(epoch(), 0, 100),
    previousHash: reader.meta.epoch()?.previousHash ?? '',
    tillId: reader.meta.identity()?.tillId ?? '',
  }));
  expect(links).toHaveLength(2);
  expect(
    verifyChain(
      sha256,
      { epoch: epoch(), lastSeq: 0, lastHash: chainStart(sha256, tillId, epoch(), previousHash) },
      links,
    ),
  ).toBeNull();
  expect(till.store().read((reader) => reader.meta.receiptCounter('A'))).toBe(7);
});

test('what a till sold while its clock stood ten years behind comes back with the rest, and its chain has no hole', async () => {
  const backup = till.backUp();
  clockOffMs = -3650 * 86_400_000;
  const lost = [till.sell(), till.sell()];
  await till.settled();
  clockOffMs = 0;
  lost.push(till.sell());
  await till.settled();
  const first = epoch();
  await till.restore(backup);
  await until('it healed', () => epoch() !== first && till.worker().memory.state === 'normal');
  await till.settled();
  for (const id of lost) expect(till.store().read((reader) => reader.sales.byId(id)?.isOwn)).toBe(true);
  expect(till.store().read((reader) => reader.changes.after(first, 0, 100).map(({ seq }) => seq))).toEqual([1, 2, 3]);
});

test('a backup that sold as much as was lost is found by its hashes, and no sale is taken for another', async () => {
  till.sell();
  await till.settled();
  const backup = till.backUp();
  const lost = till.sell();
  await till.settled();
  office.fault = () => 'cut';
  await till.restore(backup);
  const since = till.sell();
  office.fault = () => null;
  await till.settled();
  expect(sales()).toContain(lost);
  expect(sales()).toContain(since);
  expect(sales()).toHaveLength(3);
  expect(till.store().read((reader) => reader.sales.byId(lost))).not.toBeNull();
});

test('while it heals it takes no level page, and its movements move with their changes', async () => {
  const variantId = '01900000-0000-7000-8000-0000000000ab';
  till.sell(variantId);
  await till.settled();
  const backup = till.backUp();
  till.sell(variantId);
  await till.settled();
  office.fault = () => 'cut';
  await till.restore(backup);
  till.sell(variantId);
  const first = epoch();
  const only: (string | null)[] = [];
  office.fault = () => {
    const last = office.requests.at(-1);
    if (last?.path === '/api/v1/sync/pull' && epoch() === first) only.push(last.query.get('only'));
    return null;
  };
  await until('it healed', () => epoch() !== first);
  await till.settled();
  expect(new Set(only)).toEqual(new Set(['own']));
  const places = till
    .store()
    .read((reader) =>
      reader.stock.movementsAbove(
        { variantId, batchId: '00000000-0000-0000-0000-000000000000' },
        { epochCounter: 0, seq: 0 },
      ),
    );
  expect(places.map((movement) => `${movement.epochCounter}:${movement.seq}`).toSorted()).toEqual([
    '1:1',
    '1:2',
    '2:1',
  ]);
});

test('an office that went back gets again what it had acknowledged', async () => {
  const ids = [till.sell(), till.sell(), till.sell(), till.sell()];
  await till.settled();
  office.held.get(epoch())?.splice(2);
  office.endSession();
  ids.push(till.sell());
  await till.settled();
  expect(sales().toSorted()).toEqual(ids.toSorted());
});

test('an office that lost what an older epoch had acknowledged gets it under a new one', async () => {
  const backup = till.backUp();
  const lost = till.sell();
  await till.settled();
  await till.restore(backup);
  const first = epoch();
  await until('it healed', () => epoch() !== first);
  till.sell();
  await till.settled();
  office.held.get(first)?.splice(0);
  const second = epoch();
  office.endSession();
  const last = till.sell();
  await until('a third epoch', () => epoch() !== second);
  await till.settled();
  expect(sales()).toContain(lost);
  expect(sales()).toContain(last);
});

test('told to read anew, it keeps selling from what it has, drops what is gone, and keeps what waits', async () => {
  const id = (end: string) => `01900000-0000-7000-8000-0000000000${end}`;
  const category = (name: string) => ({ fields: { name, parentId: null, color: 2, position: 1 }, ranks: {} });
  office.put({ entity: 'category', id: id('01'), op: 'put', data: category('Drinks') });
  office.put({ entity: 'category', id: id('02'), op: 'put', data: category('Bread') });
  office.poke();
  await until('both are here', () => till.store().read((reader) => reader.records.get('category', id('02'))) !== null);
  office.fault = () => 'cut';
  const sale = till.sell();
  office.put({ entity: 'category', id: id('02'), op: 'delete', data: null });
  office.put({ entity: 'category', id: id('01'), op: 'put', data: category('Cold drinks') });
  office.forgetCursors();
  office.fault = () => null;
  await until(
    'it was read anew',
    () => till.store().read((reader) => reader.records.get('category', id('01'))?.fields['name']) === 'Cold drinks',
  );
  await until(
    'all classes are complete',
    () => till.store().read((reader) => reader.meta.get('resync_classes')) === null,
  );
  expect(till.store().read((reader) => reader.records.get('category', id('02'))?.isDeleted)).toBe(true);
  await till.settled();
  expect(sales()).toEqual([sale]);
});

test('a till from a backup that was switched off while it healed leaves its sales under the new epoch', async () => {
  till.sell();
  await till.settled();
  const backup = till.backUp();
  till.sell();
  await till.settled();
  const first = epoch();
  office.fault = (path) => (path === '/api/v1/sync/pull' ? { status: 403, code: 'till_revoked' } : null);
  await till.restore(backup);
  const since = till.sell();
  await until('its sale is at the office', () => sales().includes(since));
  expect(epoch()).not.toBe(first);
  expect(till.worker().memory.state).toBe('revoked');
});
