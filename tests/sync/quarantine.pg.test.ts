import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { uuidV7 } from '#shared/base/ids.ts';
import { randomBytes } from 'node:crypto';
import { dataOf } from '../support/api-caller.ts';
import { salePayload } from './support/make-goods.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { TestTill } from './support/test-till.ts';

let office: RealOffice;
beforeAll(async () => {
  office = await openRealOffice();
});
afterAll(() => office[Symbol.asyncDispose]());

const makeId = () => uuidV7(office.clock.nowMs, randomBytes(10));
const rowsSchema = z.array(z.looseObject({ id: z.string(), tillId: z.string(), epoch: z.string(), seq: z.number() }));
const retriedSchema = z.object({ state: z.string(), reason: z.string().nullable() });

async function openTill(replaces?: string): Promise<TestTill> {
  const world = { url: office.url, clock: { nowMs: () => office.clock.nowMs }, makeId };
  const code =
    replaces === undefined
      ? await office.code()
      : dataOf(
          await office.owner('POST', `/stores/${office.storeId}/tills/enrolment-code`, {
            body: { replaces },
          }),
          z.object({ code: z.string() }),
        ).code;
  const till = await TestTill.enrol(world, makeId(), code);
  await till.hello();
  return till;
}

function sell(till: TestTill, saleId = makeId()) {
  const things = [{ variantId: makeId(), quantityMilli: 1000, priceMinor: 10_000 }];
  return till.write('sale.completed', salePayload(makeId, { saleId, things }), { entityId: saleId });
}

const outcomes = (reply: Awaited<ReturnType<TestTill['push']>>): unknown =>
  reply.ok
    ? reply.answer.acks.map(({ outcome, code }) => (code === undefined ? outcome : `${outcome}: ${code}`))
    : `${reply.status} ${reply.code}`;

/** What of a till waits, in the order in which it happened. */
const waitingOf = async (till: TestTill) =>
  dataOf(await office.owner('GET', '/quarantine?limit=200'), rowsSchema)
    .filter((row) => row.tillId === till.identity.tillId)
    .toSorted((one, other) => one.seq - other.seq);
const salesOf = async (till: TestTill) =>
  (await office.look`select id from sales_orders where till_id = ${till.identity.tillId} order by seq`).map((row) =>
    String(row['id']),
  );

const sendRaw = (till: TestTill, change: ReturnType<typeof sell>) =>
  till.sendRaw({ ...change, raw: Buffer.from(change.body).toString('base64') });

test('what a revoked till still sends enters by the owner’s approval, change by change', async () => {
  const till = await openTill();
  const [kept, forged] = [makeId(), makeId()];
  sell(till, kept);
  sell(till, forged);
  expect((await office.owner('POST', `/tills/${till.identity.tillId}/revoke`, { body: {} })).status).toBe(200);
  await till.signIn();
  await till.hello();
  expect(outcomes(await till.pushAll())).toEqual(['quarantined: till_revoked', 'quarantined: till_revoked']);
  expect(await salesOf(till)).toEqual([]);
  const [first, second] = await waitingOf(till);
  const retried = await office.owner('POST', `/quarantine/${first?.id}/retry`);
  expect(dataOf(retried, retriedSchema)).toEqual({ state: 'applied', reason: null });
  const dismissed = await office.owner('POST', `/quarantine/${second?.id}/dismiss`, { body: { reason: 'not ours' } });
  expect(dismissed.status).toBe(200);
  expect(await salesOf(till)).toEqual([kept]);
  expect(await waitingOf(till)).toEqual([]);
  expect((await office.owner('POST', `/quarantine/${first?.id}/retry`)).status).toBe(404);
});

test('bytes that a revoked till sends wait for approval too, whatever starts anew', async () => {
  const till = await openTill();
  const change = sell(till);
  await office.owner('POST', `/tills/${till.identity.tillId}/revoke`, { body: {} });
  await till.signIn();
  await till.hello();
  expect(outcomes(await sendRaw(till, change))).toEqual(['quarantined: till_revoked']);
  await office.stop();
  await office.start();
  const witness = await openTill();
  sell(witness);
  await witness.pushAll();
  await until('the start was followed by its retries', async () => {
    const [row] = await office.look`select count(*)::int as n from sync_quarantine where tries > 0`;
    return Number(row?.['n']) >= 0 && (await waitingOf(till)).length === 1;
  });
  expect(await salesOf(till)).toEqual([]);
});

test('a text that no column takes as a type blocks nothing', async () => {
  const till = await openTill();
  till.writeBody(JSON.stringify({ id: makeId(), type: 'sale\u0000completed\ud800', v: 1 }));
  sell(till);
  expect(outcomes(await till.pushAll())).toEqual([
    'quarantined: change_malformed',
    'applied_for_review: cashier_unknown',
  ]);
  const odd = till.writeBody(JSON.stringify({ id: makeId(), type: 'a\u0000b' }));
  expect(outcomes(await sendRaw(till, odd))).toEqual(['quarantined: sent_raw']);
});

test('bytes that come again under a new epoch wait once, and are one sale', async () => {
  const till = await openTill();
  const first = sell(till);
  expect(outcomes(await sendRaw(till, first))).toEqual(['quarantined: sent_raw']);
  const { grant } = await till.hello({ newEpoch: true });
  if (grant === undefined) throw new Error('no grant');
  till.switchTo(grant);
  const again = till.log[0];
  if (again === undefined) throw new Error('nothing to send');
  expect(outcomes(await sendRaw(till, again))).toEqual(['quarantined']);
  expect(await waitingOf(till)).toHaveLength(1);
  for (const { id } of await waitingOf(till)) {
    const retried = dataOf(await office.owner('POST', `/quarantine/${id}/retry`), retriedSchema);
    expect(retried).toEqual({ state: 'applied', reason: null });
  }
  expect(await salesOf(till)).toHaveLength(1);
  expect(await waitingOf(till)).toEqual([]);
});

test('the machine whose place was taken still leaves what it sold, for approval, and disturbs its successor in nothing', async () => {
  const old = await openTill();
  sell(old);
  await old.pushAll();
  const [waiting, later] = [makeId(), makeId()];
  sell(old, waiting);
  const next = await openTill(old.identity.tillId);
  sell(next);
  expect(outcomes(await next.pushAll())).toEqual(['applied_for_review: cashier_unknown']);
  await old.signIn();
  expect(old.scope).toBe('push_quarantine');
  expect(await old.hello()).toMatchObject({ verdict: 'normal' });
  expect(outcomes(await old.pushAll())).toEqual(['quarantined: till_revoked']);
  expect(outcomes(await sendRaw(old, sell(old, later)))).toEqual(['quarantined: till_revoked']);
  expect(await old.pull()).toMatchObject({ ok: false, status: 403, code: 'till_revoked' });
  sell(next);
  expect(outcomes(await next.pushAll())).toEqual(['applied_for_review: cashier_unknown']);
  expect(await next.pull()).toMatchObject({ ok: true });
  for (const { id } of await waitingOf(old)) await office.owner('POST', `/quarantine/${id}/retry`);
  expect((await salesOf(old)).filter((id) => [waiting, later].includes(id))).toEqual([waiting, later]);
  const [stamps] =
    await office.look`select last_stamp, (select count(*) from till_epochs where till_id = t.till_id) as epochs
    from till_sync t where till_id = ${old.identity.tillId}`;
  expect(Number(stamps?.['epochs'])).toBe(2);
});

test('a change that waits is read whole, corrected by a named person with a reason, and nobody else may', async () => {
  const till = await openTill();
  const odd = till.writeBody('{"broken');
  await till.pushAll();
  const [row] = await waitingOf(till);
  const shown = dataOf(await office.owner('GET', `/quarantine/${row?.id}`), z.looseObject({ raw: z.string() }));
  expect(shown).toMatchObject({ raw: odd.body, reason: 'body_not_json', state: 'waiting', tries: 0 });
  const still = dataOf(await office.owner('POST', `/quarantine/${row?.id}/retry`), retriedSchema);
  expect(still).toEqual({ state: 'waiting', reason: 'body_not_json' });
  expect((await office.owner('POST', `/quarantine/${row?.id}/correct`, { body: { reason: 'x' } })).status).toBe(422);
  const corrected = await office.owner('POST', `/quarantine/${row?.id}/correct`, { body: { reason: 'typed anew' } });
  expect(corrected.status).toBe(200);
  const [kept] =
    await office.look`select state, settled_by, settled_reason, raw from sync_quarantine where id = ${row?.id ?? ''}`;
  expect(kept).toMatchObject({ state: 'corrected', settled_reason: 'typed anew' });
  expect(kept?.['settled_by']).not.toBeNull();
  expect(outcomes(await till.push([odd]))).toEqual(['duplicate']);
  for (const path of ['/quarantine', '/cases']) {
    const asTill = await fetch(`${office.url}/api/v1${path}`, { headers: { authorization: `Bearer ${till.token}` } });
    expect(asTill.status).toBe(401);
  }
});
