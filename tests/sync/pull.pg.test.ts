import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import { EVERY_FIELD, foldRanks } from '#shared/sync/shared-rank.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
let variantId: Id;
beforeAll(async () => {
  world = await openSyncWorld();
  variantId = world.makeId();
  await world.web([productChange(world.makeId(), variantId, 'Indomie 70 g')]);
  const lines = [
    { id: world.makeId(), variantId, batchId: NO_ID, quantityMilli: milli(50_000), unitCostE4: costE4(1) },
  ];
  await world.web(
    [
      {
        type: 'stock.received',
        entityId: variantId,
        payload: { receiptId: world.makeId(), supplierId: null, note: '', lines },
      },
    ],
    { storeId: world.storeId },
  );
});
afterAll(() => world[Symbol.asyncDispose]());

const sell = (till: TestTill, saleId = world.makeId(), atMs = world.clock.nowMs()): Id => {
  till.write(
    'sale.completed',
    salePayload(world.makeId, { saleId, things: [{ variantId, quantityMilli: 1000, priceMinor: 500 }] }),
    { entityId: saleId, atMs },
  );
  return saleId;
};

test('a new till gets settings, goods, levels, sales and its own facts, in this order, and then nothing more', async () => {
  const till = await world.till();
  const saleId = sell(till);
  await till.pushAll();
  const changes = await till.pullToHead(2);
  const entities = changes.map(({ entity }) => entity);
  expect(entities.indexOf('till')).toBeLessThan(entities.indexOf('product'));
  expect(entities.indexOf('product_variant')).toBeLessThan(entities.indexOf('level'));
  expect(changes.find(({ entity, id }) => entity === 'sale' && id === saleId)?.data).toMatchObject({
    tillId: till.identity.tillId,
    sale: { saleId },
  });
  expect(changes.find(({ entity }) => entity === 'level')?.data).toMatchObject({ variantId, quantityMilli: 49_000 });
  const own = changes.filter(({ entity }) => entity === 'own_fact');
  expect(own.map(({ data }) => data)).toEqual([
    {
      epoch: till.grant.epoch,
      seq: 1,
      body: till.log[0]?.body,
      hash: till.log[0]?.hash,
      state: 'applied',
      receivedAtMs: world.clock.nowMs(),
    },
  ]);
  const reply = await till.pull({ cursor: till.cursor });
  expect(reply).toMatchObject({
    ok: true,
    answer: {
      changes: [],
      hasMore: false,
      appliedThrough: { epoch: till.grant.epoch, seq: 1 },
      complete: ['settings', 'catalogue', 'levels', 'customers', 'sales', 'own'],
    },
  });
});

test('an edit of the web and a sale of another till come with the next pull, and an other’s own facts never do', async () => {
  const [till, other] = [await world.till(), await world.till()];
  await till.pullToHead();
  const productId = world.makeId();
  await world.web([productChange(productId, world.makeId(), 'Bournvita')]);
  const saleId = sell(other);
  await other.pushAll();
  const changes = await till.pullToHead();
  expect(changes.map(({ entity }) => entity).toSorted()).toEqual(['level', 'product', 'product_variant', 'sale']);
  expect(changes.find(({ entity }) => entity === 'sale')?.id).toBe(saleId);
  await world.web([
    {
      type: 'product.changed',
      entityId: productId,
      payload: { records: [{ kind: 'product', id: productId, op: 'delete', fields: {} }] },
    },
  ]);
  expect(await till.pullToHead()).toMatchObject([{ entity: 'product', id: productId, op: 'delete' }]);
});

test('a sale that a slow clock dated years ago is given to the other till, and back to its own with the day it came in', async () => {
  const [till, other] = [await world.till(), await world.till()];
  const tenYearsAgoMs = world.clock.nowMs() - 3650 * 86_400_000;
  const saleId = sell(till, world.makeId(), tenYearsAgoMs);
  await till.pushAll();
  const changes = await other.pullToHead();
  expect(changes.filter(({ entity, id }) => entity === 'sale' && id === saleId)).toHaveLength(1);
  const own = await till.pullToHead();
  expect(own.find(({ entity }) => entity === 'own_fact')?.data).toMatchObject({ receivedAtMs: world.clock.nowMs() });
});

test('only one class moves when only one is asked for', async () => {
  const till = await world.till();
  sell(till);
  await till.pushAll();
  const first = await till.pull({ only: 'own' });
  expect(first).toMatchObject({
    ok: true,
    answer: { complete: ['own'], hasMore: false, changes: [{ entity: 'own_fact' }] },
  });
  const next = await till.pull({ cursor: first.ok ? first.answer.cursor : '', limit: 1 });
  expect(next).toMatchObject({ ok: true, answer: { changes: [{ entity: 'till' }], complete: [] } });
});

test('what the till holds already does not come back, but for what waits; to a till that says nothing of it all comes', async () => {
  const till = await world.till();
  const saleIds = [sell(till), sell(till)];
  till.writeBody(JSON.stringify({ id: world.makeId(), type: 'sale.gifted', v: 1 }));
  await till.pushAll();
  const own = async (have?: { epoch: string; seq: number }): Promise<string[]> => {
    const reply = await till.pull(have === undefined ? {} : { have });
    const changes = reply.ok ? reply.answer.changes : [];
    expect(reply).toMatchObject({ ok: true, answer: { hasMore: false, appliedThrough: { seq: 3 } } });
    return changes.flatMap(({ entity, id }) =>
      entity === 'own_fact' || (entity === 'sale' && saleIds.includes(id)) ? [id] : [],
    );
  };
  const factAt = (seq: number): string => `${till.identity.tillId}/1/${seq}`;
  const { epoch } = till.grant;
  expect(await own({ epoch, seq: 3 })).toEqual([factAt(3)]);
  expect(await own({ epoch, seq: 1 })).toEqual([saleIds[1], factAt(2), factAt(3)]);
  const all = [...saleIds, factAt(1), factAt(2), factAt(3)];
  expect(await own({ epoch: '1-00000000000000ff', seq: 3 })).toEqual(all);
  expect(await own()).toEqual(all);
});

test('what waits in quarantine is named in the page and given back as it came', async () => {
  const till = await world.till();
  const id = world.makeId();
  till.writeBody(JSON.stringify({ id, type: 'sale.gifted', v: 1 }));
  await till.pushAll();
  const reply = await till.pull({ only: 'own' });
  expect(reply).toMatchObject({
    ok: true,
    answer: {
      quarantined: [id],
      changes: [{ entity: 'own_fact', data: { state: 'quarantined', body: till.log[0]?.body } }],
    },
  });
});

test('nothing of another business or another store comes', async () => {
  const stranger = await world.addBusiness();
  await world.web([productChange(world.makeId(), world.makeId(), 'Secret')], { business: stranger });
  const [other, at] = [world.makeId(), new Date(world.clock.nowMs())];
  await withTenant(
    world.pool,
    world.businessId,
    (tx) =>
      tx`insert into stores (business_id, id, name, code, created_at, updated_at) values (${world.businessId}, ${other}, 'Ikeja', 'IKJ', ${at}, ${at})`,
  );
  const seller = await world.till({ businessId: world.businessId, storeId: other, ownerId: world.ownerId });
  sell(seller);
  await seller.pushAll();
  const till = await world.till();
  const text = JSON.stringify(await till.pullToHead());
  expect(text).not.toContain(stranger.businessId);
  expect(text).not.toContain('Secret');
  expect(text).not.toContain(other);
});

const dataSchema = z.object({ fields: z.object({ name: z.string() }), ranks: z.unknown() });

test('the ranks of a record come folded as the till unfolds them, however they lie in the database', async () => {
  const productId = world.makeId();
  await world.web([productChange(productId, world.makeId(), 'Folded "tin"')]);
  const fields = Object.keys(RECORD_KINDS.product.shape);
  const [one, other] = [`"${'a'.repeat(70)}`, 'b'.repeat(75)];
  const all = Object.fromEntries(fields.map((field) => [field, one]));
  const { unit: _unit, ...withoutOne } = all;
  for (const ranks of [
    all,
    { ...all, name: other, isActive: other },
    { ...all, deleted: one },
    { ...all, deleted: other },
    withoutOne,
    { ...all, [EVERY_FIELD]: other },
    { name: one },
    {},
  ]) {
    await world.root`update products set field_ranks = ${JSON.stringify(ranks)}::text::jsonb where id = ${productId}`;
    const till = await world.till();
    for (const protocol of [1, 2]) {
      const reply = await till.pull({ only: 'catalogue', protocol });
      const came = reply.ok ? reply.answer.changes.find(({ id }) => id === productId)?.data : null;
      const expected = protocol === 1 ? ranks : foldRanks(ranks, fields);
      expect(dataSchema.parse(came)).toEqual({
        fields: { name: 'Folded "tin"' },
        ranks: expected,
      });
    }
  }
});

test('a till that can’t read that a sale was voided loses it instead, keeps its own, and reads both once it is updated', async () => {
  const [seller, other] = [await world.till(), await world.till()];
  const saleId = sell(seller);
  await seller.pushAll();
  const have = { epoch: seller.grant.epoch, seq: seller.log.length };
  const read = async (till: TestTill, query: Parameters<TestTill['pull']>[0]) => {
    const reply = await till.pull({ cursor: till.cursor, only: 'sales', limit: 2000, ...query });
    if (!reply.ok) throw new Error(reply.code);
    till.cursor = reply.answer.cursor;
    return reply.answer.changes.filter(({ id }) => id === saleId).map(({ op, data }) => ({ op, data }));
  };
  expect(await read(other, { protocol: 5 })).toMatchObject([{ op: 'put' }]);
  await read(seller, { protocol: 5, have });
  const payload = { saleId, reason: 'Rung up twice', customerId: null, payments: [], moves: [] };
  await world.web([{ type: 'sale.voided', entityId: saleId, payload }], { storeId: world.storeId });
  expect(await read(other, { protocol: 5 })).toEqual([{ op: 'delete', data: null }]);
  expect(await read(seller, { protocol: 5, have })).toEqual([]);
  const voided = [{ op: 'put', data: { voided: { reason: 'Rung up twice' }, sale: { saleId } } }];
  expect(await read(other, { protocol: 6 })).toMatchObject(voided);
  expect(await read(seller, { protocol: 6, have })).toMatchObject(voided);
  expect(await read(seller, { protocol: 6, have })).toEqual([]);
});

test('somebody limited to another store is nobody here, and somebody of all stores comes without secrets', async () => {
  const [here, elsewhere] = [world.makeId(), world.makeId()];
  const person = (id: Id, storeIds: Id[]) => ({
    kind: 'staff' as const,
    id,
    op: 'put' as const,
    fields: {
      fullName: `Person ${id}`,
      roleId: world.makeId(),
      storeIds,
      pinHash: null,
      pinLength: null,
      isActive: true,
    },
  });
  await world.web([
    {
      type: 'record.changed',
      entityId: here,
      payload: { records: [person(here, []), person(elsewhere, [world.makeId()])] },
    },
  ]);
  await world.root`update users set password_hash = 'secret-hash' where id = ${here}`;
  const changes = await (await world.till()).pullToHead();
  expect(changes.find(({ id }) => id === here)).toMatchObject({ op: 'put' });
  expect(changes.find(({ id }) => id === elsewhere)).toMatchObject({ op: 'delete' });
  expect(JSON.stringify(changes)).not.toContain('secret-hash');
});

test('a cursor of another till, of nobody, or of a server that went back since asks for a new read', async () => {
  const [till, other] = [await world.till(), await world.till()];
  await till.pullToHead();
  await other.pullToHead();
  const cursor = till.cursor ?? '';
  expect(await other.pull({ cursor })).toMatchObject({ ok: false, status: 410, code: 'resync' });
  expect(await till.pull({ cursor: `${cursor.slice(0, -2)}xx` })).toMatchObject({ ok: false, code: 'resync' });
  await world.root`update business_feed set counter = counter - 1 where business_id = ${world.businessId}`;
  expect(await till.pull({ cursor })).toMatchObject({ ok: false, code: 'resync' });
  await world.root`update business_feed set counter = counter + 1, mark = ${world.makeId()} where business_id = ${world.businessId}`;
  expect(await till.pull({ cursor })).toMatchObject({ ok: false, code: 'resync' });
});

test('an older mark is good as long as its last number is not passed', async () => {
  const till = await world.till();
  await till.pullToHead();
  world.server.clock.advance(61_000);
  await world.web([productChange(world.makeId(), world.makeId(), 'Later')]);
  expect(await till.pull({ cursor: till.cursor })).toMatchObject({
    ok: true,
    answer: { changes: [{ entity: 'product' }, { entity: 'product_variant' }] },
  });
  await world.root`select take_new_marks(now(), ${world.makeId()})`;
  expect(await till.pull({ cursor: till.cursor })).toMatchObject({ ok: true });
});

test('a position behind forgotten tombstones asks for a new read', async () => {
  const till = await world.till();
  await till.pullToHead();
  const productId = world.makeId();
  await world.web([productChange(productId, world.makeId(), 'Short-lived')]);
  await world.web([
    {
      type: 'product.changed',
      entityId: productId,
      payload: { records: [{ kind: 'product', id: productId, op: 'delete', fields: {} }] },
    },
  ]);
  await withTenant(
    world.pool,
    world.businessId,
    (tx) => tx`select prune_feed(${world.businessId}, ${new Date(world.clock.nowMs() + 1000)})`,
  );
  expect(await till.pull({ cursor: till.cursor })).toMatchObject({ ok: false, code: 'resync' });
  // Its mark is forgotten too by then, which does not mean that the server came back from a backup.
  const epochs = () => world.root`select till_id, epoch from till_epochs order by till_id, counter`;
  const before = [...(await epochs())];
  await world.root`update business_feed set mark = ${world.makeId()} where business_id = ${world.businessId}`;
  expect(await till.pull({ cursor: till.cursor })).toMatchObject({ ok: false, code: 'resync' });
  expect([...(await epochs())]).toEqual(before);
  till.cursor = undefined;
  // In many pages too: what it reads from nothing after they were forgotten can't hold what they would have taken away.
  expect((await till.pullToHead(1)).length).toBeGreaterThan(1);
});

test('another till’s sale pokes a listener within moments', async () => {
  const [till, other] = [await world.till(), await world.till()];
  const stop = new AbortController();
  const response = await fetch(`${world.url}/api/v1/sync/live`, {
    headers: { authorization: `Bearer ${till.token}` },
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hears = async (): Promise<void> => {
    while (!heard.includes('event: poke')) {
      const part = await reader?.read();
      if (part === undefined || part.done) throw new Error('the stream ended');
      heard += part.value;
    }
  };
  const hearing = hears();
  for (let tries = 0; tries < 50 && !heard.includes('event: poke'); tries += 1) {
    sell(other);
    await other.pushAll();
  }
  await hearing;
  expect(heard).toContain(': listening');
  stop.abort();
});
