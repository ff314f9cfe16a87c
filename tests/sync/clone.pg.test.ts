import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { levelsCompleteThrough, onHandByBatch } from '#till/catalogue/on-hand.ts';
import { dataOf } from '../support/api-caller.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

let office: RealOffice;
let till: TillSide;
const others: TillSide[] = [];

beforeEach(async () => {
  office = await openRealOffice();
  till = await openTillSide({ nowMs: () => office.clock.nowMs });
  await till.enrol(office.url, await office.code());
  till.sell(office.storeId);
  await till.settled();
  await until('it is filled', () => till.status().completeClasses.length === 6);
});
afterEach(async () => {
  for (const side of [till, ...others.splice(0)]) await side[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const casesSchema = z.array(
  z.looseObject({
    id: z.string(),
    kind: z.string(),
    values: z.looseObject({ machines: z.array(z.looseObject({ bootId: z.string() })) }),
  }),
);
const cloneCases = async () =>
  dataOf(await office.owner('GET', '/cases'), z.array(z.looseObject({ kind: z.string() })))
    .filter(({ kind }) => kind === 'clone')
    .map((row) => casesSchema.element.parse(row));
const settle = async (caseId: string, stayingBootId: string) =>
  (await office.owner('POST', `/cases/${caseId}/settle`, { body: { stayingBootId } })).status;
const stateOf = (side: TillSide) => side.worker().memory.state;
const saleIds = async () => (await office.look`select id from sales_orders`).map((row) => String(row['id']));
const shown = (side: TillSide): number =>
  side
    .store()
    .read((reader) => onHandByBatch(reader, office.storeId, levelsCompleteThrough(reader))[0]?.onHandMilli ?? 0);

/** A second machine with the till's files and key; both go on until both know of each other. */
async function copyMachine(): Promise<TillSide> {
  const dataDir = mkdtempSync(join(tmpdir(), 'till-copy-'));
  cpSync(till.dataDir, dataDir, { recursive: true });
  const other = await openTillSide({ nowMs: () => office.clock.nowMs, dataDir });
  others.push(other);
  other.worker().start();
  await until('both are known', () => {
    const unaware = [till, other].filter((side) => stateOf(side) !== 'cloned');
    // Something to say makes each talk to the office; a sale at every look would only pile up on a busy machine.
    for (const side of unaware) if (side.status().waiting === 0) side.sell(office.storeId);
    return unaware.length === 0;
  });
  return other;
}

test('the owner chooses which of two machines stays; the other enrols as a new till, and its sales enter by approval', async () => {
  const other = await copyMachine();
  const mine = till.sell(office.storeId);
  const theirs = other.sell(office.storeId);
  const [found] = await cloneCases();
  expect(found?.values.machines.map(({ bootId }) => bootId)).toEqual(
    expect.arrayContaining([till.worker().memory.bootId, other.worker().memory.bootId]),
  );
  expect(await settle(found?.id ?? '', office.storeId)).toBe(422);
  expect(await settle(found?.id ?? '', till.worker().memory.bootId)).toBe(200);
  await till.settled();
  await until('the other has to enrol', () => stateOf(other) === 'unknown');
  expect(await saleIds()).toContain(mine);
  other.stop();
  await other.start();
  other.networkReturns();
  await until('it still knows after a restart', () => stateOf(other) === 'unknown');
  till.sell(office.storeId);
  await till.settled();
  expect(stateOf(till)).toBe('normal');
  expect(await cloneCases()).toEqual([]);

  await other.enrol(office.url, await office.code());
  await until('its sales wait for approval', () => other.status().waiting === 0 && stateOf(other) === 'normal');
  expect(await saleIds()).not.toContain(theirs);
  const waiting = dataOf(
    await office.owner('GET', '/quarantine?limit=200'),
    z.array(z.looseObject({ id: z.string(), reason: z.string() })),
  );
  expect(new Set(waiting.map(({ reason }) => reason))).toEqual(new Set(['wrong_tenant']));
  for (const { id } of waiting) {
    const retried = await office.owner('POST', `/quarantine/${id}/retry`);
    expect(dataOf(retried, z.looseObject({ state: z.string() })).state).toBe('applied');
  }
  expect(await saleIds()).toContain(theirs);
  const [level] = await office.look`select quantity_milli from inventory where variant_id = ${office.storeId}`;
  const truth = Number(level?.['quantity_milli']);
  await until('both show what there is', () => shown(till) === truth && shown(other) === truth);
});

test('of three machines each that was not chosen has to enrol, whichever the owner chose later', async () => {
  const other = await copyMachine();
  const [found] = await cloneCases();
  const late = other.worker().memory.bootId;
  other.worker().stop();
  expect(await settle(found?.id ?? '', till.worker().memory.bootId)).toBe(200);
  await until('it stays', () => stateOf(till) === 'normal');
  const third = await copyMachine();
  const [again] = await cloneCases();
  expect(await settle(again?.id ?? '', third.worker().memory.bootId)).toBe(200);
  await until('the third stays', () => stateOf(third) === 'normal' && stateOf(till) === 'unknown');
  expect(other.worker().memory.bootId).toBe(late);
  other.worker().start();
  await until('the second has to enrol as before', () => stateOf(other) === 'unknown');
  expect(stateOf(third)).toBe('normal');
});

test('a machine that started anew while the owner thinks can still be chosen', async () => {
  const other = await copyMachine();
  const before = till.worker().memory.bootId;
  till.stop();
  await till.start();
  const now = till.worker().memory.bootId;
  expect(now).not.toBe(before);
  await until('the owner sees it', async () =>
    (await cloneCases()).some(({ values }) => values.machines.some(({ bootId }) => bootId === now)),
  );
  const [found] = await cloneCases();
  expect(await settle(found?.id ?? '', now)).toBe(200);
  await till.settled();
  await until('the other has to enrol', () => stateOf(other) === 'unknown');
});

test('a machine with the till’s file and another key takes its place, and what it held enters without approval', async () => {
  till.worker().stop();
  const sold = till.sell(office.storeId);
  till.stop();
  till.loseKey();
  await till.start();
  await until('it has to enrol', () => stateOf(till) === 'unknown');
  const tillId = till.store().read((reader) => reader.meta.identity()?.tillId);
  const path = `/stores/${office.storeId}/tills/enrolment-code`;
  const { code } = dataOf(
    await office.owner('POST', path, { body: { replaces: tillId } }),
    z.object({ code: z.string() }),
  );
  await till.enrol(office.url, code);
  await till.settled();
  expect(await saleIds()).toContain(sold);
  expect(await office.look`select id from sync_quarantine`).toHaveLength(0);
  expect(shown(till)).toBe(-2000);
});

test('a machine that lost every secret reads the PINs of its people again, once it has its place back', async () => {
  const [ada] = await office.look`select id from users where email = 'ada@example.test'`;
  const adaId = String(ada?.['id']);
  const pin = { body: { pin: '730164' }, headers: { 'if-match': '*' } };
  expect((await office.owner('PUT', `/users/${adaId}/pin`, pin)).status).toBe(200);
  const hasPin = () => till.store().read((reader) => (reader.people.byId(adaId)?.pinHash ?? null) !== null);
  await until('the PIN is here', hasPin);
  const tillId = till.store().read((reader) => reader.meta.identity()?.tillId) ?? '';
  till.stop();
  till.loseKey();
  await till.start();
  expect(hasPin()).toBe(false);
  await till.enrol(office.url, await office.codeFor(tillId));
  await until('the PIN is here again', hasPin);
});

test('a till that is switched off and comes from a backup still leaves what it sold for approval', async () => {
  const backup = till.backUp();
  till.sell(office.storeId);
  await till.settled();
  const tillId = till.store().read((reader) => reader.meta.identity()?.tillId);
  await office.owner('POST', `/tills/${tillId}/revoke`, { body: {} });
  await till.restore(backup);
  const sold = till.sell(office.storeId);
  await until('it waits at the office', () => till.status().waiting === 0 && stateOf(till) === 'revoked');
  const waiting = dataOf(await office.owner('GET', '/quarantine'), z.array(z.looseObject({ id: z.string() })));
  expect(waiting).toHaveLength(1);
  await office.owner('POST', `/quarantine/${waiting[0]?.id}/retry`);
  expect(await saleIds()).toContain(sold);
});

test('a machine that becomes another till after the office came back from a backup brings what was acknowledged and lost', async () => {
  const kept = await saleIds();
  await office.backUp();
  const lost = [till.sell(office.storeId), till.sell(office.storeId)];
  await till.settled();
  till.worker().stop();
  const waiting = till.sell(office.storeId);
  till.stop();
  till.loseKey();
  await office.restore();
  await till.start();
  await until('it has to enrol', () => stateOf(till) === 'unknown');
  await till.enrol(office.url, await office.code());
  await until('nothing waits here', () => till.status().waiting === 0 && stateOf(till) === 'normal');
  const left = dataOf(
    await office.owner('GET', '/quarantine?limit=200'),
    z.array(z.looseObject({ id: z.string(), type: z.string() })),
  );
  expect(left.filter(({ type }) => type === 'sale.completed')).toHaveLength(3);
  for (const { id } of left) expect((await office.owner('POST', `/quarantine/${id}/retry`)).status).toBe(200);
  expect((await saleIds()).toSorted()).toEqual([...kept, ...lost, waiting].toSorted());
});
