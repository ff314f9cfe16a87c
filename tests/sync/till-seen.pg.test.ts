import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

const MINUTE_MS = 60_000;

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

function sell(till: TestTill): void {
  const saleId = world.makeId();
  const things = [{ variantId: world.makeId(), quantityMilli: 1000, priceMinor: 500 }];
  till.write('sale.completed', salePayload(world.makeId, { saleId, shiftId: null, things }), { entityId: saleId });
}

/** What the reports go by when they say which tills are missing. */
async function known(till: TestTill): Promise<{ waiting: number; seenMs: number }> {
  const rows = await world.root`
    select waiting_known, last_seen_at from till_sync where till_id = ${till.identity.tillId}`;
  const [row] = z.array(z.looseObject({ waiting_known: z.number(), last_seen_at: z.date() })).parse([...rows]);
  return { waiting: row?.waiting_known ?? -1, seenMs: row?.last_seen_at.getTime() ?? 0 };
}

test('what a till said was waiting waits no more once it was pushed', async () => {
  const till = await world.till();
  for (let sold = 0; sold < 3; sold += 1) sell(till);
  await till.hello();
  expect((await known(till)).waiting).toBe(3);
  await till.pushAll();
  expect((await known(till)).waiting).toBe(0);
});

test('what arrived although its answer got lost is not said to wait', async () => {
  const till = await world.till();
  for (let sold = 0; sold < 3; sold += 1) sell(till);
  await till.pushAll();
  till.acked = { seq: 1, hash: till.log[0]?.hash ?? '' };
  await till.hello();
  expect((await known(till)).waiting).toBe(0);
});

test('a till that sells nothing and asks for news is no silent till', async () => {
  const till = await world.till();
  await till.hello();
  await till.pullToHead();
  world.clock.advance(4 * MINUTE_MS);
  await till.pullToHead();
  expect((await known(till)).seenMs).toBe(world.clock.nowMs());
});

test('every answer is dated by the clock that tokens are judged by, refusals too', async () => {
  const refused = await fetch(`${world.url}/api/v1/sync/pull?session=1&protocol=1`);
  expect(refused.status).toBe(401);
  const datedMs = Date.parse(refused.headers.get('date') ?? '');
  expect(Math.abs(datedMs - world.clock.nowMs())).toBeLessThan(1000);
});
