import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#shared/base/ids.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import { TestTill, makeKeys, post } from './support/test-till.ts';
import { enrolAnswerSchema } from '#shared/sync/enrol.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const work = (till: TestTill, times = 1): void => {
  for (let count = 0; count < times; count += 1) till.write('drawer.opened', { shiftId: null, reason: 'change' });
};

/** Takes the server back to before a moment, as far as one till goes. */
async function serverForgets(till: TestTill, from: { epoch: string; seq: number }): Promise<void> {
  const counter = Number(from.epoch.split('-')[0]);
  await world.root`delete from changes where till_id = ${till.identity.tillId} and epoch_counter = ${counter} and seq > ${from.seq}`;
  const [last] = await world.root<
    { hash: string }[]
  >`select encode(hash, 'hex') as hash from changes where till_id = ${till.identity.tillId} and epoch_counter = ${counter} and seq = ${from.seq}`;
  await world.root`update till_epochs set last_seq = ${from.seq}, last_hash = ${last?.hash ?? ''} where till_id = ${till.identity.tillId} and counter = ${counter}`;
  await world.root`delete from till_journal where till_id = ${till.identity.tillId} and id not in (select id from changes where id is not null)`;
}

async function forgetTill(till: TestTill, { andTill }: { andTill: boolean }): Promise<void> {
  const id: Id = till.identity.tillId;
  for (const table of ['changes', 'till_journal', 'till_epochs', 'sync_sessions', 'receipt_series'])
    await world.root`delete from ${world.root(table)} where till_id = ${id}`;
  if (!andTill) return;
  await world.root`delete from till_sync where till_id = ${id}`;
  await world.root`delete from tills where id = ${id}`;
}

test('even and equal is normal', async () => {
  const till = await world.till();
  work(till, 2);
  await till.pushAll();
  expect(await till.hello()).toMatchObject({ verdict: 'normal', heads: [{ lastSeq: 2, lastHash: till.acked.hash }] });
});

test('the server behind by what it never acknowledged is normal: a lost answer is repaired', async () => {
  const till = await world.till();
  work(till, 3);
  expect((await till.hello()).verdict).toBe('normal');
  expect(await till.pushAll()).toMatchObject({ ok: true });
});

test('an answer that got lost leaves the server ahead of what was acknowledged, and that is normal', async () => {
  const till = await world.till();
  work(till, 3);
  await till.pushAll();
  till.acked = { seq: 1, hash: till.log[0]?.hash ?? '' };
  expect((await till.hello()).verdict).toBe('normal');
});

test('the server ahead of the till is a restored till: a new epoch with a series after every other', async () => {
  const till = await world.till();
  work(till, 3);
  await till.pushAll();
  const backup = till.log.slice(0, 1);
  till.log = backup;
  till.acked = { seq: 1, hash: backup[0]?.hash ?? '' };
  const answer = await till.hello({ highestSession: 0 });
  expect(answer).toMatchObject({
    verdict: 'restored',
    grant: { series: 'B', previousHash: backup[0]?.hash },
    heads: [{ lastSeq: 3, hashAtYours: backup[0]?.hash }, {}],
  });
  const again = await till.hello({ highestSession: 0 });
  expect(again.grant?.epoch).toBe(answer.grant?.epoch);
  till.bootId = world.makeId();
  expect((await till.hello({ highestSession: 0 })).grant?.epoch).not.toBe(answer.grant?.epoch);
});

test('even with another hash is a restored till', async () => {
  const till = await world.till();
  work(till, 2);
  await till.pushAll();
  const last = till.log.at(-1);
  if (last !== undefined) till.log = [...till.log.slice(0, -1), { ...last, hash: 'ab'.repeat(32) }];
  expect((await till.hello()).verdict).toBe('restored');
});

test('after a new epoch the till sends all that the server has not, and nothing stands twice', async () => {
  const till = await world.till();
  work(till, 4);
  await till.push(till.log.slice(0, 2));
  const { grant } = await till.hello({ newEpoch: true, newEpochFor: 'restored' });
  if (grant === undefined) throw new Error('no grant');
  const stale = till.log.slice(2);
  expect(await till.push(stale)).toMatchObject({ ok: false, code: 'stale_session' });
  till.switchTo(grant);
  const reply = await till.pushAll();
  expect(reply.ok && reply.answer.acks.map(({ outcome }) => outcome)).toEqual([
    'duplicate',
    'duplicate',
    'applied',
    'applied',
  ]);
  expect(await world.root`select id from till_journal where till_id = ${till.identity.tillId}`).toHaveLength(4);
});

test('a server that went back below what it had acknowledged gets it again, and till 0 begins a new epoch', async () => {
  const till = await world.till();
  work(till, 5);
  await till.pushAll();
  await serverForgets(till, { epoch: till.grant.epoch, seq: 2 });
  const marks = async () =>
    (await world.root<{ mark: string }[]>`select mark from business_feed where business_id = ${world.businessId}`)[0]
      ?.mark;
  const before = await marks();
  const answer = await till.hello();
  expect(answer).toMatchObject({ verdict: 'server_went_back', heads: [{ lastSeq: 2 }] });
  expect(await marks()).not.toBe(before);
  const [zero] =
    await world.root`select epoch_counter from till_sync where business_id = ${world.businessId} and kind = 'server' and store_id is null`;
  expect(zero?.['epoch_counter']).toBe(2);
  const series = await world.root`select series from till_epochs
    where business_id = ${world.businessId} and till_id = '00000000-0000-0000-0000-000000000000' order by counter`;
  expect(series.map((row) => String(row['series']))).toEqual(['W', 'WA']);
  expect(await till.push(till.log.slice(2))).toMatchObject({ ok: true });
});

test('an older epoch that the server lost goes into a new one', async () => {
  const till = await world.till();
  work(till, 3);
  await till.pushAll();
  const { grant } = await till.hello({ newEpoch: true });
  if (grant === undefined) throw new Error('no grant');
  const firstEpoch = till.grant.epoch;
  till.switchTo(grant);
  till.log = [];
  await serverForgets(till, { epoch: firstEpoch, seq: 1 });
  expect(await till.hello()).toMatchObject({ verdict: 'older_went_back', grant: { series: 'C' } });
});

test('an epoch that the server forgot comes back by its certificate', async () => {
  const till = await world.till();
  work(till, 2);
  await till.pushAll();
  await forgetTill(till, { andTill: false });
  expect((await till.hello({ highestSession: 0 })).verdict).toBe('taken_over');
  expect(await till.push(till.log)).toMatchObject({ ok: true, answer: { lastSeq: 2 } });
});

test('a till that the server forgot altogether is taken over by its certificate', async () => {
  const till = await world.till();
  work(till, 2);
  await till.pushAll();
  await forgetTill(till, { andTill: true });
  expect((await till.signIn()).ok).toBe(true);
  expect((await till.hello({ highestSession: 0 })).verdict).toBe('taken_over');
  expect(await till.push(till.log)).toMatchObject({ ok: true, answer: { lastSeq: 2 } });
  expect(await world.root`select code from tills where id = ${till.identity.tillId}`).toEqual([
    { code: till.identity.tillCode },
  ]);
});

test('the same counter with another id is a fork', async () => {
  const till = await world.till();
  const epoch = `1-${'0'.repeat(16)}`;
  const head = { epoch, lastSeq: 0, lastHash: '', ackedSeq: 0, ackedHash: '' };
  expect(await till.hello({ epoch, heads: [head] })).toMatchObject({ verdict: 'fork', grant: { series: 'B' } });
  expect(await world.root`select kind from sync_cases where entity_id = ${till.identity.tillId}`).toEqual([
    { kind: 'fork' },
  ]);
});

test('an epoch that nobody ever gave is not believed: a restored till', async () => {
  const till = await world.till();
  const epoch = `7-${'0'.repeat(16)}`;
  const head = { epoch, lastSeq: 0, lastHash: '', ackedSeq: 0, ackedHash: '' };
  const answer = await till.hello({ epoch, heads: [head], certificate: 'nothing' });
  expect(answer.verdict).toBe('restored');
  expect(answer.grant?.epoch).toMatch(/^8-/);
});

test('heads that can’t be are refused', async () => {
  const till = await world.till();
  work(till);
  await till.pushAll();
  const head = { epoch: till.grant.epoch, lastSeq: 1, lastHash: '', ackedSeq: 1, ackedHash: '' };
  await expect(till.hello({ heads: [head] })).rejects.toThrow(/400 malformed/);
});

test('a gap that the till can’t fill opens a case and a new epoch', async () => {
  const till = await world.till();
  expect(await till.hello({ newEpoch: true, newEpochFor: 'gap_case' })).toMatchObject({
    verdict: 'gap_case',
    grant: { series: 'B' },
  });
});

test('a copied machine: once both ran, both stop, and the one that the owner chose goes on', async () => {
  const till = await world.till();
  work(till);
  await till.pushAll();
  const first = { session: till.session, bootId: till.bootId };
  till.bootId = world.makeId();
  await till.hello({ highestSession: 0 });
  await till.push(till.log);
  const second = { session: till.session, bootId: till.bootId };
  [till.session, till.bootId] = [first.session, first.bootId];
  await till.hello();
  expect(await till.push(till.log)).toMatchObject({ ok: false, code: 'till_cloned' });
  expect(await till.push(till.log, { session: second.session })).toMatchObject({ ok: false, code: 'stale_session' });
  expect((await till.hello()).verdict).toBe('clone');
  expect(await till.pull()).toMatchObject({ ok: false, code: 'till_cloned' });
  await world.root`update till_sync set staying_boot_id = ${first.bootId} where till_id = ${till.identity.tillId}`;
  expect((await till.hello({ bootId: second.bootId })).verdict).toBe('clone');
  const { verdict, grant } = await till.hello();
  expect(verdict).toBe('restored');
  if (grant === undefined) throw new Error('no grant');
  till.switchTo(grant);
  expect(await till.pushAll()).toMatchObject({ ok: true });
});

test('hello says how far each receipt series was counted', async () => {
  const till = await world.till();
  await world.root`insert into receipt_series values (${world.businessId}, ${till.identity.tillId}, 'D', 77, now(), now())`;
  const answer = await till.hello({ newEpoch: true });
  expect(answer.receiptCounters).toEqual([{ series: 'D', counter: 77 }]);
  expect(answer.grant?.series).toBe('E');
});

test('a code counts once: the same key gets the same answer, another none, and none after ten minutes', async () => {
  const till = { url: world.url, clock: world.clock, makeId: world.makeId };
  const code = await world.code();
  const ask = (publicKey: string, wanted = code) =>
    post(till, '/api/v1/sync/enrol', enrolAnswerSchema, {
      body: { code: wanted, publicKey, app: 'test', protocol: 1 },
    });
  const [mine, other] = [makeKeys().publicKey, makeKeys().publicKey];
  const first = await ask(mine);
  expect(await ask(mine)).toEqual(first);
  expect(await ask(other)).toMatchObject({ ok: false, code: 'enrolment_code_invalid' });
  const late = await world.code();
  world.server.clock.advance(10 * 60_000);
  expect(await ask(other, late)).toMatchObject({ ok: false, code: 'enrolment_code_invalid' });
});

test('a machine that takes another’s place begins a new epoch, and the old key only leaves what waits', async () => {
  const till = await world.till();
  work(till);
  await till.pushAll();
  const next = await TestTill.enrol(till.world, till.actorId, await world.code(undefined, till.identity.tillId));
  expect(next.identity).toMatchObject({
    tillId: till.identity.tillId,
    tillCode: till.identity.tillCode,
    grant: { series: 'B' },
  });
  expect((await till.signIn()).ok).toBe(true);
  expect(till.scope).toBe('push_quarantine');
  expect((await next.hello()).verdict).toBe('normal');
  work(next);
  expect(await next.pushAll()).toMatchObject({ ok: true });
});

test('an assertion counts once', async () => {
  const till = await world.till();
  const nonce = world.makeId();
  till.world = { ...till.world, makeId: () => nonce };
  expect((await till.signIn()).ok).toBe(true);
  expect(await till.signIn()).toMatchObject({ ok: false, status: 401 });
});

test('a till that was offline for two months goes on from its cursor, and brings what it sold', async () => {
  const till = await world.till();
  await till.pullToHead();
  work(till, 3);
  for (let month = 0; month < 2; month += 1) {
    world.server.clock.advance(30 * 24 * 60 * 60_000);
    const other = await world.till();
    work(other);
    await other.pushAll();
  }
  expect(await till.pull({ cursor: till.cursor })).toMatchObject({ ok: false, status: 401, code: 'token_expired' });
  await till.signIn();
  expect((await till.hello()).verdict).toBe('normal');
  expect(await till.pushAll()).toMatchObject({ ok: true });
  const pulled = await till.pullToHead();
  expect(pulled.filter(({ entity }) => entity === 'own_fact')).toHaveLength(3);
  expect(pulled.filter(({ entity }) => entity === 'till')).toHaveLength(2);
});

test('an assertion dated by a clock that is far off, either way, is refused', async () => {
  const till = await world.till();
  const nowMs = world.clock.nowMs;
  till.world = { ...till.world, clock: { nowMs: () => nowMs() - 3_600_000 } };
  expect(await till.signIn()).toMatchObject({ ok: false, status: 401, code: 'not_signed_in' });
  till.world = { ...till.world, clock: { nowMs: () => nowMs() + 3_600_000 } };
  expect(await till.signIn()).toMatchObject({ ok: false, status: 401, code: 'not_signed_in' });
});

test('a server that came back from a backup gives no session that it gave before', async () => {
  const till = await world.till();
  const [before] = await world.root<
    { session_offered: number; session_begun: number }[]
  >`select session_offered, session_begun from till_sync where till_id = ${till.identity.tillId}`;
  world.clock.advance(5000);
  const lost = (await till.hello()).session;
  await world.root`update till_sync set session_offered = ${before?.session_offered ?? 0}, session_begun = ${before?.session_begun ?? 0}
    where till_id = ${till.identity.tillId}`;
  world.clock.advance(5000);
  await world.root`delete from sync_sessions where till_id = ${till.identity.tillId} and session = ${lost}`;
  expect((await till.hello({ highestSession: 0 })).session).toBeGreaterThan(lost);
  work(till);
  expect(await till.push(till.log, { session: lost })).toMatchObject({ ok: false, code: 'stale_session' });
  expect(await till.pull({ session: lost })).toMatchObject({ ok: false, code: 'stale_session' });
  expect(await till.pushAll()).toMatchObject({ ok: true });
});

test('of a till’s sessions the newest two hundred are kept', async () => {
  const till = await world.till();
  await world.root`insert into sync_sessions (business_id, till_id, session, boot_id, is_suspected, created_at, updated_at)
    select ${world.businessId}, ${till.identity.tillId}, n, ${till.bootId}, false, now(), now() from generate_series(1, 300) n`;
  await till.hello();
  const kept =
    await world.root`select session from sync_sessions where till_id = ${till.identity.tillId} order by session`;
  expect(kept).toHaveLength(200);
  expect(kept.at(-1)?.['session']).toBe(till.session);
});

test('a certificate that this server did not sign proves nothing', async () => {
  const till = await world.till();
  const [head, said, signature] = till.grant.certificate.split('.');
  const epoch = `7-${'0'.repeat(16)}`;
  const told: unknown = JSON.parse(Buffer.from(said ?? '', 'base64url').toString());
  const forged = Buffer.from(JSON.stringify(Object.assign({}, told, { epoch }))).toString('base64url');
  const heads = [{ epoch, lastSeq: 0, lastHash: '', ackedSeq: 0, ackedHash: '' }];
  const answer = await till.hello({ epoch, heads, certificate: [head, forged, signature].join('.') });
  expect(answer.verdict).toBe('restored');
});
