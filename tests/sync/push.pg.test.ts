import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainStart } from '#shared/changes/hash-chain.ts';
import { sha256 } from '#server/sync/rows/sha256.ts';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
let variantId: Id;
beforeAll(async () => {
  world = await openSyncWorld();
  variantId = world.makeId();
  await world.web([productChange(world.makeId(), variantId, 'Peak Milk 400 g')]);
  await world.web([stockOf(variantId, 1_000_000_000)], { storeId: world.storeId });
});
afterAll(() => world[Symbol.asyncDispose]());

function stockOf(variant: Id, quantityMilli: number) {
  const lines = [
    {
      id: world.makeId(),
      variantId: variant,
      batchId: NO_ID,
      quantityMilli: milli(quantityMilli),
      unitCostE4: costE4(500_000),
    },
  ];
  return {
    type: 'stock.received' as const,
    entityId: variant,
    payload: { receiptId: world.makeId(), supplierId: null, note: '', lines },
  };
}

function writeSale(till: TestTill, more: { saleId?: Id; variant?: Id; id?: Id; shiftId?: Id | null } = {}) {
  const saleId = more.saleId ?? world.makeId();
  const things = [{ variantId: more.variant ?? variantId, quantityMilli: 2000, priceMinor: 10_000 }];
  return till.write('sale.completed', salePayload(world.makeId, { saleId, shiftId: more.shiftId ?? null, things }), {
    entityId: saleId,
    ...(more.id === undefined ? {} : { id: more.id }),
  });
}

const outcomes = (reply: Awaited<ReturnType<TestTill['push']>>): unknown =>
  reply.ok
    ? reply.answer.acks.map(({ outcome, code }) => (code === undefined ? outcome : `${outcome}: ${code}`))
    : `${reply.status} ${reply.code}`;

test('a sale is applied with all its effects, and a second push of it changes nothing', async () => {
  const till = await world.till();
  const envelopes = [writeSale(till), writeSale(till)];
  const first = await till.push(envelopes, { gzip: true });
  expect(outcomes(first)).toEqual(['applied', 'applied']);
  expect(first.ok && first.answer.lastHash).toBe(envelopes[1]?.hash);
  const count = async () =>
    (
      await world.root`select (select count(*) from sales_orders) as orders, (select count(*) from stock_movements) as movements, (select sum(net_minor) from rollup_sales_till where till_id = ${till.identity.tillId}) as net`
    )[0];
  const before = await count();
  expect(before).toMatchObject({ net: 40_000 });
  expect(outcomes(await till.push(envelopes))).toEqual(['duplicate', 'duplicate']);
  expect(await count()).toEqual(before);
});

test('half of a batch that is known is answered as duplicate and the rest is applied', async () => {
  const till = await world.till();
  const first = writeSale(till);
  await till.push([first]);
  expect(outcomes(await till.push([first, writeSale(till)]))).toEqual(['duplicate', 'applied']);
});

test('a gap is refused and says which number must come', async () => {
  const till = await world.till();
  writeSale(till);
  const second = writeSale(till);
  expect(await till.push([second])).toMatchObject({ ok: false, status: 409, code: 'sequence_gap', expected: 1 });
});

test('a push behind another counts only on top of the history that it names', async () => {
  const till = await world.till();
  const first = writeSale(till);
  const second = writeSale(till);
  await till.push([first]);
  const other = 'f'.repeat(64);
  expect(await till.push([second], { previousHash: other })).toMatchObject({
    ok: false,
    status: 409,
    code: 'sequence_gap',
    expected: 2,
  });
  const [head] = await world.root`select last_seq from till_epochs where till_id = ${till.identity.tillId}`;
  expect(head?.['last_seq']).toBe(1);
  expect(await till.push([second], { previousHash: first.hash })).toMatchObject({ ok: true });
});

test('another text at a known place is a fork, and nothing of the push is applied', async () => {
  const till = await world.till();
  const kept = writeSale(till);
  await till.push([kept]);
  const end = till.end;
  till.end = { ...end, lastSeq: 0, lastHash: till.log[0]?.hash ?? '' };
  const other = { ...writeSale(till), seq: 1 };
  const next = writeSale(till);
  expect(await till.push([other, { ...next, seq: 2 }])).toMatchObject({ ok: false, status: 409, code: 'till_forked' });
  const [head] = await world.root`select last_seq from till_epochs where till_id = ${till.identity.tillId}`;
  expect(head?.['last_seq']).toBe(1);
});

test('what cannot be read waits in quarantine with its bytes, and what stands around it is applied', async () => {
  const till = await world.till();
  const good = writeSale(till);
  const bad = till.writeBody('{"type": "sale.completed", "v": 1, "broken');
  const unknown = till.writeBody(JSON.stringify({ ...JSON.parse(good.body), id: world.makeId(), type: 'sale.gifted' }));
  const last = writeSale(till);
  const reply = await till.push([good, bad, unknown, last]);
  expect(outcomes(reply)).toEqual([
    'applied',
    'quarantined: body_not_json',
    'quarantined: change_type_unknown',
    'applied',
  ]);
  const waiting =
    await world.root`select raw, reason from sync_quarantine where till_id = ${till.identity.tillId} order by seq`;
  expect(Buffer.from(waiting[0]?.['raw']).toString()).toBe(bad.body);
  expect(outcomes(await till.push([good, bad, unknown, last]))).toEqual([
    'duplicate',
    'quarantined',
    'quarantined',
    'duplicate',
  ]);
});

test('a change alone that clashes with what is there is set apart by itself', async () => {
  const till = await world.till();
  const saleId = world.makeId();
  const batch = [writeSale(till, { saleId }), writeSale(till, { saleId }), writeSale(till)];
  expect(outcomes(await till.push(batch))).toEqual(['applied', 'quarantined: id_clash', 'applied']);
});

test('a text that no column takes is set apart and stays whole in quarantine', async () => {
  const till = await world.till();
  const sale = salePayload(world.makeId, {
    saleId: world.makeId(),
    things: [{ variantId, quantityMilli: 1000, priceMinor: 500 }],
  });
  till.write('sale.completed', { ...sale, note: 'nul \u0000 here' });
  writeSale(till);
  expect(outcomes(await till.pushAll())).toEqual(['quarantined: database_22021', 'applied']);
});

test('an id that stands for another text already is set apart', async () => {
  const till = await world.till();
  const id = world.makeId();
  writeSale(till, { id });
  writeSale(till, { id });
  expect(outcomes(await till.pushAll())).toEqual(['applied', 'quarantined: id_clash']);
});

test('a change of another business is set apart, and none of its rows is written', async () => {
  const till = await world.till();
  const other = await world.addBusiness();
  till.write('drawer.opened', { shiftId: null, reason: 'change' }, { businessId: other.businessId });
  expect(outcomes(await till.pushAll())).toEqual(['quarantined: wrong_tenant']);
  expect(await world.root`select * from till_journal where business_id = ${other.businessId}`).toHaveLength(0);
});

test('a hash that is not that of the text is set apart, and the chain goes on from what the till claims', async () => {
  const till = await world.till();
  const first = writeSale(till);
  const second = writeSale(till);
  expect(outcomes(await till.push([{ ...first, body: first.body.replace('Peak Milk', 'Weak Milk') }, second]))).toEqual(
    ['quarantined: hash_mismatch', 'applied'],
  );
});

test('the same fact under a new epoch is answered as it was, applied or waiting', async () => {
  const till = await world.till();
  writeSale(till);
  till.writeBody('not json');
  till.writeBody(JSON.stringify({ ...JSON.parse(till.log[0]?.body ?? ''), id: world.makeId(), type: 'sale.gifted' }));
  await till.pushAll();
  const { grant, verdict } = await till.hello({ newEpoch: true, newEpochFor: 'restored' });
  expect(verdict).toBe('restored');
  if (grant === undefined) throw new Error('no grant');
  till.switchTo(grant);
  writeSale(till);
  expect(outcomes(await till.pushAll())).toEqual(['duplicate', 'quarantined: body_not_json', 'quarantined', 'applied']);
});

test('a failure that may pass is asked for again, and goes to quarantine after ten tries of the change alone', async () => {
  const till = await world.till();
  const sale = writeSale(till);
  await world.root.unsafe('alter table sales_order_items rename to sales_order_items_away');
  try {
    for (let tries = 1; tries <= 9; tries += 1) expect(outcomes(await till.push([sale]))).toBe('503 unavailable');
    expect(outcomes(await till.push([sale, writeSale(till)]))).toBe('503 unavailable');
    expect(outcomes(await till.push([sale]))).toEqual(['quarantined: failed_database_42p01']);
  } finally {
    await world.root.unsafe('alter table sales_order_items_away rename to sales_order_items');
  }
  expect(outcomes(await till.pushAll())).toEqual(['applied']);
});

test('a revoked till can leave what it sold for approval, and nothing else', async () => {
  const till = await world.till();
  writeSale(till);
  await world.root`update till_sync set status = 'revoked' where till_id = ${till.identity.tillId}`;
  await till.signIn();
  expect(till.scope).toBe('push_quarantine');
  await till.hello();
  expect(outcomes(await till.pushAll())).toEqual(['quarantined: till_revoked']);
  expect(await till.pull()).toMatchObject({ ok: false, status: 403, code: 'till_revoked' });
});

test('a push that another key signed, or that was changed on the way, is refused', async () => {
  const till = await world.till();
  const other = await world.till();
  const sale = writeSale(till);
  expect(await till.push([sale], { signature: Buffer.alloc(64).toString('base64') })).toMatchObject({
    ok: false,
    status: 401,
    code: 'signature_invalid',
  });
  const key = till.privateKey;
  till.privateKey = other.privateKey;
  expect(await till.push([sale])).toMatchObject({ ok: false, status: 401, code: 'signature_invalid' });
  till.privateKey = key;
  expect(outcomes(await till.push([sale]))).toEqual(['applied']);
});

test('an older session is refused without effect once a newer one was used', async () => {
  const till = await world.till();
  const older = till.session;
  await till.push([writeSale(till)]);
  till.bootId = world.makeId();
  await till.hello({ highestSession: 0 });
  expect(outcomes(await till.push([writeSale(till)], { session: older }))).toEqual(['applied']);
  expect(outcomes(await till.push([writeSale(till)]))).toEqual(['applied']);
  expect(await till.push([writeSale(till)], { session: older })).toMatchObject({
    ok: false,
    status: 409,
    code: 'stale_session',
  });
});

test('one change as bytes counts as received', async () => {
  const till = await world.till();
  const odd = till.writeBody('whatever');
  const change = { ...odd, raw: Buffer.from([255, 0, 1]).toString('base64') };
  expect(outcomes(await till.sendRaw(change))).toEqual(['quarantined: sent_raw']);
  expect(outcomes(await till.push([writeSale(till)]))).toEqual(['applied']);
  expect(outcomes(await till.sendRaw(change))).toEqual(['quarantined']);
});

test('bytes that this till did not sign are not taken, and its chain does not move', async () => {
  const till = await world.till();
  const other = await world.till();
  const odd = till.writeBody('whatever');
  const change = { ...odd, raw: Buffer.from([255, 0, 1]).toString('base64') };
  const bytes = Buffer.from(change.raw);
  const place = { session: till.session, epoch: till.grant.epoch, firstSeq: odd.seq };
  for (const signature of ['', 'AAAA', other.sign('/api/v1/sync/quarantine', bytes, place)])
    expect(await till.sendRaw(change, { signature })).toMatchObject({
      ok: false,
      status: 401,
      code: 'signature_invalid',
    });
  expect(outcomes(await till.sendRaw(change))).toEqual(['quarantined: sent_raw']);
});

test('two pushes of the same batch at once are taken one after the other', async () => {
  const till = await world.till();
  const batch = Array.from({ length: 20 }, () => writeSale(till));
  const replies = await Promise.all([till.push(batch), till.push(batch), till.push(batch)]);
  const all = replies.flatMap((reply) => (reply.ok ? reply.answer.acks.map(({ outcome }) => outcome) : ['refused']));
  expect(all.filter((outcome) => outcome === 'applied')).toHaveLength(20);
  expect(all.filter((outcome) => outcome === 'duplicate')).toHaveLength(40);
});

test('what is odd though true is applied and marked', async () => {
  const till = await world.till();
  const sale = salePayload(world.makeId, {
    saleId: world.makeId(),
    things: [{ variantId, quantityMilli: 1000, priceMinor: 500 }],
  });
  till.write('sale.completed', { ...sale, totalMinor: minor(499) });
  writeSale(till, { variant: world.makeId() });
  expect(outcomes(await till.pushAll())).toEqual([
    'applied_for_review: sums_differ',
    'applied_for_review: product_unknown',
  ]);
});

test('a till that is newer than the office waits, and nothing of it gets into quarantine', async () => {
  const till = await world.till();
  const sale = writeSale(till);
  expect(await till.push([sale], { protocol: 99 })).toMatchObject({ ok: false, status: 503, code: 'unavailable' });
  expect(await world.root`select id from sync_quarantine where till_id = ${till.identity.tillId}`).toHaveLength(0);
  expect(outcomes(await till.push([sale]))).toEqual(['applied']);
});

test('a type that fails alike at three tills is held back with an alarm, and the limit counts bytes', async () => {
  const tills = [await world.till(), await world.till(), await world.till()];
  const replies: unknown[] = [];
  for (const till of tills) {
    const { body } = writeSale(till);
    till.log = [];
    till.end = { ...till.end, lastSeq: 0, lastHash: chainStart(sha256, till.identity.tillId, till.grant.epoch, '') };
    till.writeBody(JSON.stringify({ ...JSON.parse(body), id: world.makeId(), type: 'sale.raffled' }));
    replies.push(outcomes(await till.pushAll()));
  }
  const waits = ['quarantined: change_type_unknown'];
  expect(replies).toEqual([waits, waits, '503 unavailable']);
  expect(
    world.server.logged.filter((line) => line.includes('held back') && line.includes('sale.raffled')),
  ).toHaveLength(1);
  const [till] = tills;
  if (till === undefined) throw new Error('no till');
  const wide = [till.writeBody('₦'.repeat(800_000)), till.writeBody('₦'.repeat(800_000))];
  expect(await till.push(wide)).toMatchObject({ ok: false, status: 413, code: 'too_large' });
});

test('a body that grows without end is refused after inflating, at the public door too', async () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(64 * 1024 * 1024, 32)));
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  const till = await world.till();
  const statuses = [];
  for (const path of ['enrol', 'token', 'hello', 'push', 'quarantine']) {
    const asked = { method: 'POST', body: bomb, headers: { ...headers, authorization: `Bearer ${till.token}` } };
    statuses.push((await fetch(`${world.url}/api/v1/sync/${path}`, asked)).status);
  }
  expect(statuses).toEqual([413, 413, 413, 413, 413]);
});

test('a push asks for durability whatever the database is set to, and is answered only after COMMIT', async () => {
  const till = await world.till();
  await world.root`create function judge_commit() returns trigger language plpgsql as $$ begin
    if current_setting('synchronous_commit') <> 'on' then raise exception 'not durable'; end if;
    if new.type = 'sale.completed' then raise exception 'refused at COMMIT'; end if;
    return null; end $$`;
  await world.root`create constraint trigger judge_commit after insert on changes deferrable initially deferred
    for each row execute function judge_commit()`;
  const [database] = await world.root<{ name: string }[]>`select current_database() as name`;
  const setting = (value: string) =>
    world.root.unsafe(`alter role stockavoo_app in database "${database?.name}" ${value}`);
  await setting('set synchronous_commit = off');
  await world.root`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'stockavoo_app' and datname = current_database()`;
  try {
    till.write('drawer.opened', { shiftId: null, reason: 'change' });
    await expect.poll(async () => (await till.pushAll()).ok, { timeout: 20_000 }).toBe(true);
    writeSale(till);
    expect(await till.pushAll()).toMatchObject({ ok: false, status: 503 });
  } finally {
    await setting('reset synchronous_commit');
    await world.root`drop trigger judge_commit on changes`;
  }
  expect(outcomes(await till.pushAll())).toEqual(['applied']);
});

test('a link that does not follow on the chain is set apart, though its text is whole, and what follows on it is applied', async () => {
  const till = await world.till();
  const first = writeSale(till);
  till.end = { ...till.end, lastHash: 'e'.repeat(64) };
  const apart = writeSale(till);
  const next = writeSale(till);
  expect(outcomes(await till.push([first, apart, next]))).toEqual(['applied', 'quarantined: hash_mismatch', 'applied']);
});
