import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import type { OfferedKind } from '#till/sync/offers-state.ts';
import { dataOf } from '../support/api-caller.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { type TillSide, type TillSideOptions, openTillSide } from './support/till-side.ts';

// A real server, real files, and a restore in between: each wait inside has its own, shorter limit.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let office: RealOffice;
const tills: TillSide[] = [];

beforeEach(async () => {
  office = await openRealOffice();
});
afterEach(async () => {
  for (const till of tills.splice(0)) await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** Tills that gave back all that they had to. */
const through = new Set<TillSide>();
const isThrough = (till: TillSide): boolean => through.has(till) && isCalm(till);

async function openTill(options: Partial<TillSideOptions> = {}): Promise<TillSide> {
  const noteThrough = (what: string): void => {
    if (what === 'sync_offered') through.add(till);
  };
  const log = { ...SILENT_LOG, info: noteThrough };
  const till = await openTillSide({ nowMs: () => office.clock.nowMs, log, speed: 10, ...options });
  tills.push(till);
  await till.enrol(office.url, await office.code());
  await till.settled();
  await soon('it is filled', () => isCalm(till));
  return till;
}
const meta = (till: TillSide, key: string) => till.store().read((reader) => reader.meta.get(key));
const isCalm = (till: TillSide): boolean =>
  till.worker().memory.state === 'normal' &&
  till.status().waiting === 0 &&
  till.status().completeClasses.length === 6 &&
  meta(till, 'resync_classes') === null;
const record = (till: TillSide, kind: OfferedKind, id: Id) =>
  till.store().read((reader) => reader.records.get(kind, id));
const has = (till: TillSide, kind: OfferedKind, id: Id): boolean => record(till, kind, id)?.isDeleted === false;

const said = (till: TillSide, kind: OfferedKind, id: Id) => {
  const { fields, ranks } = record(till, kind, id) ?? {};
  return { fields, ranks };
};
const fieldsOf = (till: TillSide, kind: OfferedKind, id: Id) => record(till, kind, id)?.fields ?? {};
const soon = (what: string, holds: () => boolean): Promise<void> => until(what, holds, 60_000);

const idOf = z.looseObject({ id: z.string() });
const headers = { 'if-match': '*' };
const minutesLater = (): void => void (office.clock.nowMs += 2 * 60_000);
async function make(path: string, body: object): Promise<Id> {
  return dataOf(await office.owner('POST', path, { body }), idOf).id;
}
async function edit(path: string, body: object): Promise<void> {
  expect(await office.owner('PUT', path, { body, headers })).toMatchObject({ status: 200 });
}
const product = (name: string, sellingPriceMinor: number) =>
  make('/products', { name, sellingPriceMinor, costE4: 1, barcodes: [] });
const read = async (path: string) => (await office.owner('GET', path)).body;

const offers = (till: TillSide) =>
  till
    .store()
    .read((reader) =>
      reader.changes
        .epochs()
        .flatMap((epoch) =>
          reader.changes.after(epoch, 0, 10_000).filter(({ body }) => body.includes('"record.offered"')),
        ),
    );

test('what the web made and edited since the backup is there again, and what it did after the restore stands', async () => {
  const [first, second] = [await openTill(), await openTill()];
  const bread = await product('Bread', 1000);
  const shelf = await make('/categories', { name: 'Shelf' });
  const salt = await product('Salt', 500);
  minutesLater();
  await office.backUp();
  const milk = await product('Milk', 2000);
  const late = await product('Late', 450);
  const tax = await make('/tax-rates', { name: 'VAT', ratePpm: 75_000, inclusive: true });
  const chidi = await make('/customers', { name: 'Chidi', phone: '08030000000' });
  const supplier = await make('/suppliers', { name: 'Dangote' });
  await edit(`/products/${bread}`, { name: 'Brown bread', sellingPriceMinor: 1500 });
  await edit(`/categories/${shelf}`, { name: 'Top shelf' });
  await edit(`/products/${salt}`, { description: 'fine' });
  for (const till of [first, second])
    await soon(
      'the till has all of it',
      () => fieldsOf(till, 'product', salt)['description'] === 'fine' && isCalm(till),
    );
  for (const till of [first, second]) till.worker().stop();
  minutesLater();
  await office.restore();
  expect(await office.look`select id from products where id = ${milk}`).toHaveLength(0);
  // The office works on before any till comes.
  await edit(`/products/${bread}`, { sellingPriceMinor: 1450 });
  expect(await office.owner('DELETE', `/categories/${shelf}`)).toMatchObject({ status: 200 });
  first.worker().start();
  await soon('the first one gave it back', () => isThrough(first));
  expect(await read(`/products/${milk}`)).toMatchObject({
    data: { name: 'Milk', variants: [{ sellingPriceMinor: 2000 }] },
  });
  expect(await read(`/products/${late}`)).toMatchObject({ data: { name: 'Late' } });
  expect(await read(`/products/${bread}`)).toMatchObject({
    data: { name: 'Brown bread', variants: [{ sellingPriceMinor: 1450 }] },
  });
  expect(await read(`/products/${salt}`)).toMatchObject({ data: { description: 'fine' } });
  expect(await read(`/customers/${chidi}`)).toMatchObject({ data: { name: 'Chidi', phone: '08030000000' } });
  expect(await read(`/suppliers/${supplier}`)).toMatchObject({ data: { name: 'Dangote' } });
  expect(await office.owner('GET', `/categories/${shelf}`)).toMatchObject({ status: 404 });
  expect(await office.look`select id from tax_rates where id = ${tax} and not is_deleted`).toHaveLength(1);
  const things: readonly (readonly [OfferedKind, Id])[] = [
    ['product', milk],
    ['product', late],
    ['customer', chidi],
    ['supplier', supplier],
    ['tax_rate', tax],
  ];
  for (const [kind, id] of things) expect(has(first, kind, id)).toBe(true);
  expect(record(first, 'product', bread)?.fields).toMatchObject({ name: 'Brown bread' });
  expect(has(first, 'category', shelf)).toBe(false);
  expect(offers(first).length).toBeGreaterThan(0);
  const before = await office.look`select entity, id, feed_seq from feed where class <> 'own' order by entity, id`;
  second.worker().start();
  await soon('the second one is through too', () => isThrough(second));
  expect(await office.look`select entity, id, feed_seq from feed where class <> 'own' order by entity, id`).toEqual(
    before,
  );
  expect(await office.look`select id from sync_quarantine`).toHaveLength(0);
  expect(await office.look`select id from sync_cases`).toHaveLength(0);
  for (const [kind, id] of things) expect(said(second, kind, id)).toEqual(said(first, kind, id));
  expect(has(second, 'category', shelf)).toBe(false);
});

test('a record that was given back and deleted then is not brought back by a till that comes later', async () => {
  const [first, second] = [await openTill(), await openTill()];
  minutesLater();
  await office.backUp();
  const chidi = await make('/categories', { name: 'Chidi’s shelf' });
  for (const till of [first, second]) await soon('the till has it', () => has(till, 'category', chidi) && isCalm(till));
  for (const till of [first, second]) till.worker().stop();
  minutesLater();
  await office.restore();
  first.worker().start();
  await soon('it is given back', () => isThrough(first) && has(first, 'category', chidi));
  minutesLater();
  expect(await office.owner('DELETE', `/categories/${chidi}`)).toMatchObject({ status: 200 });
  second.worker().start();
  await soon('the second one offered it', () => isThrough(second));
  expect(offers(second).length).toBeGreaterThan(0);
  expect(await office.owner('GET', `/categories/${chidi}`)).toMatchObject({ status: 404 });
  await soon('it is gone everywhere', () => [first, second].every((till) => !has(till, 'category', chidi)));
});

test('a till that is killed while it gives back goes on where it was, and what a lost machine wrote is given back too', async () => {
  let hasLine = true;
  const first = await openTill({ hasLine: () => hasLine });
  const lost = await openTill();
  minutesLater();
  await office.backUp();
  const ids = Array.from({ length: 450 }, (_, number) => idAt(number));
  lost.append({
    type: 'customer.changed',
    entityId: office.businessId,
    actorId: office.businessId,
    payload: { records: ids.map((id, number) => customer(id, `Customer ${number}`)) },
  });
  await lost.settled();
  await soon('the other till has them', () => ids.every((id) => has(first, 'customer', id)) && isCalm(first));
  lost.worker().stop();
  first.worker().stop();
  minutesLater();
  await office.restore();
  first.worker().start();
  for (let kill = 1; kill <= 2; kill += 1) {
    await soon('some of it is in the log', () => offers(first).length >= kill);
    hasLine = false;
    first.stop();
    await first.start();
    expect(meta(first, 'offers')).not.toBeNull();
    hasLine = true;
    first.networkReturns();
  }
  await soon('all is given back', () => isThrough(first));
  expect(await office.look`select id from customers where not is_deleted`).toHaveLength(450);
  expect(ids.every((id) => has(first, 'customer', id))).toBe(true);
  // Nothing was offered twice: each record stands in one change.
  const offered = offers(first).flatMap(
    ({ body }) => z.object({ payload: z.object({ records: z.array(idOf) }) }).parse(JSON.parse(body)).payload.records,
  );
  expect(new Set(offered.map(({ id }) => id)).size).toBe(offered.length);
  expect(meta(first, 'offers')).toBeNull();
});

test('a till of the protocol before reads anew, as it always did, and sends nothing that it does not know', async () => {
  const till = await openTill({ protocol: 7 });
  minutesLater();
  await office.backUp();
  const milk = await product('Milk', 2000);
  await soon('the till has it', () => has(till, 'product', milk) && isCalm(till));
  till.worker().stop();
  await office.restore();
  till.worker().start();
  await soon('it is gone', () => !has(till, 'product', milk));
  expect(offers(till)).toEqual([]);
});

const idAt = (number: number): Id => `019a1111-0000-4500-8000-${number.toString(16).padStart(12, '0')}`;
const customer = (id: Id, name: string) => ({
  kind: 'customer' as const,
  id,
  op: 'put' as const,
  fields: {
    name,
    phone: '',
    email: '',
    taxId: '',
    creditLimitMinor: 0,
    priceListId: null,
    taxExempt: false,
    consent: false,
    isActive: true,
  },
});
