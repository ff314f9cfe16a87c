import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { uuidV7 } from '#shared/base/ids.ts';
import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { missingAnswerSchema } from '#shared/sync/audit.ts';
import { SIGNATURE_HEADER } from '#shared/sync/signing.ts';
import { salePayload } from './support/make-goods.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { TestTill } from './support/test-till.ts';

const PATH = '/api/v1/sync/audit/missing';

let office: RealOffice;
beforeAll(async () => {
  office = await openRealOffice();
});
afterAll(() => office[Symbol.asyncDispose]());

const makeId = () => uuidV7(office.clock.nowMs, randomBytes(10));

async function openTill(): Promise<TestTill> {
  const world = { url: office.url, clock: { nowMs: () => office.clock.nowMs }, makeId };
  const till = await TestTill.enrol(world, makeId(), await office.code());
  await till.hello();
  return till;
}

function sell(till: TestTill): ChangeEnvelope {
  const saleId = makeId();
  const things = [{ variantId: makeId(), quantityMilli: 1000, priceMinor: 10_000 }];
  return till.write('sale.completed', salePayload(makeId, { saleId, things }), { entityId: saleId });
}

/** What the door says to these changes, as a till sends them that believes them lost here. */
async function sendMissing(till: TestTill, changes: readonly ChangeEnvelope[], signature?: string): Promise<unknown> {
  const { session, grant } = till;
  const bytes = Buffer.from(JSON.stringify({ session, protocol: 2, changes }));
  const place = { session, epoch: grant.epoch, firstSeq: changes[0]?.seq ?? 0 };
  const response = await fetch(`${office.url}${PATH}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${till.token}`,
      [SIGNATURE_HEADER]: signature ?? till.sign(PATH, bytes, place),
    },
    body: bytes,
  });
  const said = z
    .looseObject({ code: z.string().optional(), data: z.unknown().optional() })
    .parse(await response.json());
  return response.ok ? missingAnswerSchema.parse(said.data) : `${response.status} ${said.code}`;
}

const ordersOf = async (till: TestTill): Promise<number> =>
  (await office.look`select id from sales_orders where till_id = ${till.identity.tillId}`).length;

test('what is here is left alone', async () => {
  const till = await openTill();
  const sold = sell(till);
  await till.pushAll();
  expect(await sendMissing(till, [sold])).toMatchObject({ applied: 0, quarantined: 0, known: 1 });
  expect(await ordersOf(till)).toBe(1);
});

test('what was never received here does not enter, nor another body at a place that is taken', async () => {
  const till = await openTill();
  const sold = sell(till);
  await till.pushAll();
  const unsent = sell(till);
  expect(await sendMissing(till, [unsent])).toBe('400 malformed');
  expect(await sendMissing(till, [{ ...sold, body: unsent.body }])).toBe('400 malformed');
  expect(await sendMissing(till, [{ ...unsent, seq: sold.seq }])).toMatchObject({ applied: 0, known: 1 });
  expect(await ordersOf(till)).toBe(1);
});

test('a token without the till’s key moves nothing, and a till that was switched off neither', async () => {
  const till = await openTill();
  const sold = sell(till);
  await till.pushAll();
  const stranger = await openTill();
  const forged = stranger.sign(PATH, Buffer.from('{}'), { session: 1, epoch: till.grant.epoch, firstSeq: 1 });
  expect(await sendMissing(till, [sold], forged)).toMatch(/signature_invalid$/);
  expect((await office.owner('POST', `/tills/${till.identity.tillId}/revoke`, { body: {} })).status).toBe(200);
  await till.signIn();
  expect(await sendMissing(till, [sold])).toBe('403 till_revoked');
});
