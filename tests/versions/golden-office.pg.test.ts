import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { enrolAnswerSchema, enrolRequestSchema } from '#shared/sync/enrol.ts';
import { helloAnswerSchema, helloRequestSchema } from '#shared/sync/hello.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { pullAnswerSchema, pullQuerySchema } from '#shared/sync/pull.ts';
import { type PushAnswer, pushRequestSchema, rawQuarantineRequestSchema } from '#shared/sync/push.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { type Reply, type TestTill, makeKeys, post } from '../sync/support/test-till.ts';
import { GOLDEN } from './golden-ids.ts';
import { GOLDEN_PROTOCOLS, readGolden } from './read-golden.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** The bodies of a golden push, with the ids of this till's shop where the golden ones stood, at the end of its chain. */
function writeGolden(till: TestTill, protocol: number): void {
  // What no till may say fails for each protocol alike: within ten minutes that would look like a bad deploy, and be held back.
  world.clock.advance(11 * 60_000);
  const own: readonly (readonly [golden: string, here: string])[] = [
    [GOLDEN.businessId, till.identity.businessId],
    [GOLDEN.storeId, till.identity.storeId],
    [GOLDEN.tillId, till.identity.tillId],
    [GOLDEN.actorId, till.actorId],
  ];
  for (const { body } of pushRequestSchema.parse(readGolden(protocol, 'push-request')).changes)
    till.writeBody(own.reduce((text, [golden, here]) => text.replaceAll(golden, here), body));
}

/** What a case that a till settles left, and nothing that changes what a push does has come since. */
const SINCE_8 = {
  sales: [
    ['YAB-1-A-000001', 32_250, 2250],
    ['YAB-1-A-000002', -10_750, -750],
  ],
  payments: [
    ['cash', -10_750, 'confirmed'],
    ['cash', 5000, 'confirmed'],
    ['card', 20_000, 'confirmed'],
    ['transfer', 32_250, 'confirmed'],
  ],
  // Of the tin that came back word is that it did not.
  moved: 19_000,
  levels: [20_000],
  cash: 100_000,
  shifts: [[500_000, 389_250, 1, 1]],
  products: ['Peak Milk 400 g'],
  customers: ['Chidi Okafor', 'Ngozi Eze'],
  barcodes: ['6009188001234'],
  net: 32_250,
  // Nobody is known to owe what was paid in advance, so it is for review.
  debts: [-5000],
  credits: [20_000],
  expenses: [[14_500, 14_500]],
  // A case that a till settles.
  waiting: 1,
};

/**
 * What the facts of each protocol came to when they were first pushed: three tins sold, one brought back, twenty counted; from
 * the second on also a customer who paid in advance, from the third on diesel that was put right, from the fourth on two tins
 * that were sent to another store, one of which came back and one was broken on the way, from the sixth on a refund that was
 * voided, from the eighth on a customer who was given back, and a case that no till may settle.
 */
const EFFECTS: Readonly<Record<number, object>> = {
  1: {
    sales: [
      ['YAB-1-A-000001', 32_250, 2250],
      ['YAB-1-A-000002', -10_750, -750],
    ],
    payments: [
      ['cash', -10_750, 'confirmed'],
      ['transfer', 32_250, 'confirmed'],
    ],
    moved: 21_000,
    levels: [20_000],
    cash: 100_000,
    shifts: [[500_000, 389_250, 1, 1]],
    products: ['Peak Milk 400 g'],
    customers: ['Chidi Okafor'],
    barcodes: ['6009188001234'],
    net: 21_500,
    debts: null,
    credits: null,
    expenses: null,
    waiting: 0,
  },
  2: {
    sales: [
      ['YAB-1-A-000001', 32_250, 2250],
      ['YAB-1-A-000002', -10_750, -750],
    ],
    payments: [
      ['cash', -10_750, 'confirmed'],
      ['cash', 5000, 'confirmed'],
      ['card', 20_000, 'confirmed'],
      ['transfer', 32_250, 'confirmed'],
    ],
    moved: 21_000,
    levels: [20_000],
    cash: 100_000,
    shifts: [[500_000, 389_250, 1, 1]],
    products: ['Peak Milk 400 g'],
    customers: ['Chidi Okafor'],
    barcodes: ['6009188001234'],
    net: 21_500,
    // Nobody is known to owe what was paid in advance, so it is for review.
    debts: [-5000],
    credits: [20_000],
    expenses: null,
    waiting: 0,
  },
  3: {
    sales: [
      ['YAB-1-A-000001', 32_250, 2250],
      ['YAB-1-A-000002', -10_750, -750],
    ],
    payments: [
      ['cash', -10_750, 'confirmed'],
      ['cash', 5000, 'confirmed'],
      ['card', 20_000, 'confirmed'],
      ['transfer', 32_250, 'confirmed'],
    ],
    moved: 21_000,
    levels: [20_000],
    cash: 100_000,
    shifts: [[500_000, 389_250, 1, 1]],
    products: ['Peak Milk 400 g'],
    customers: ['Chidi Okafor'],
    barcodes: ['6009188001234'],
    net: 21_500,
    // Nobody is known to owe what was paid in advance, so it is for review.
    debts: [-5000],
    credits: [20_000],
    expenses: [[14_500, 14_500]],
    waiting: 0,
  },
  4: {
    sales: [
      ['YAB-1-A-000001', 32_250, 2250],
      ['YAB-1-A-000002', -10_750, -750],
    ],
    payments: [
      ['cash', -10_750, 'confirmed'],
      ['cash', 5000, 'confirmed'],
      ['card', 20_000, 'confirmed'],
      ['transfer', 32_250, 'confirmed'],
    ],
    moved: 20_000,
    levels: [20_000],
    cash: 100_000,
    shifts: [[500_000, 389_250, 1, 1]],
    products: ['Peak Milk 400 g'],
    customers: ['Chidi Okafor'],
    barcodes: ['6009188001234'],
    net: 21_500,
    // Nobody is known to owe what was paid in advance, so it is for review.
    debts: [-5000],
    credits: [20_000],
    expenses: [[14_500, 14_500]],
    waiting: 0,
  },
  5: {
    sales: [
      ['YAB-1-A-000001', 32_250, 2250],
      ['YAB-1-A-000002', -10_750, -750],
    ],
    payments: [
      ['cash', -10_750, 'confirmed'],
      ['cash', 5000, 'confirmed'],
      ['card', 20_000, 'confirmed'],
      ['transfer', 32_250, 'confirmed'],
    ],
    moved: 20_000,
    levels: [20_000],
    cash: 100_000,
    shifts: [[500_000, 389_250, 1, 1]],
    products: ['Peak Milk 400 g'],
    customers: ['Chidi Okafor'],
    barcodes: ['6009188001234'],
    net: 21_500,
    // Nobody is known to owe what was paid in advance, so it is for review.
    debts: [-5000],
    credits: [20_000],
    expenses: [[14_500, 14_500]],
    waiting: 0,
  },
  6: {
    sales: [
      ['YAB-1-A-000001', 32_250, 2250],
      ['YAB-1-A-000002', -10_750, -750],
    ],
    payments: [
      ['cash', -10_750, 'confirmed'],
      ['cash', 5000, 'confirmed'],
      ['card', 20_000, 'confirmed'],
      ['transfer', 32_250, 'confirmed'],
    ],
    // Of the tin that came back word is that it did not.
    moved: 19_000,
    levels: [20_000],
    cash: 100_000,
    shifts: [[500_000, 389_250, 1, 1]],
    products: ['Peak Milk 400 g'],
    customers: ['Chidi Okafor'],
    barcodes: ['6009188001234'],
    net: 32_250,
    // Nobody is known to owe what was paid in advance, so it is for review.
    debts: [-5000],
    credits: [20_000],
    expenses: [[14_500, 14_500]],
    waiting: 0,
  },
  7: {
    sales: [
      ['YAB-1-A-000001', 32_250, 2250],
      ['YAB-1-A-000002', -10_750, -750],
    ],
    payments: [
      ['cash', -10_750, 'confirmed'],
      ['cash', 5000, 'confirmed'],
      ['card', 20_000, 'confirmed'],
      ['transfer', 32_250, 'confirmed'],
    ],
    // Of the tin that came back word is that it did not.
    moved: 19_000,
    levels: [20_000],
    cash: 100_000,
    shifts: [[500_000, 389_250, 1, 1]],
    products: ['Peak Milk 400 g'],
    customers: ['Chidi Okafor'],
    barcodes: ['6009188001234'],
    net: 32_250,
    // Nobody is known to owe what was paid in advance, so it is for review.
    debts: [-5000],
    credits: [20_000],
    expenses: [[14_500, 14_500]],
    waiting: 0,
  },
  8: SINCE_8,
  9: SINCE_8,
  10: SINCE_8,
};

/** What the facts of a business came to. */
const effectsOn = (businessId: Id) => world.root`select
      (select json_agg(json_build_array(order_number, total_minor, tax_minor) order by order_number) from sales_orders where business_id = ${businessId}) as sales,
      (select json_agg(json_build_array(method, amount_minor, state) order by amount_minor) from payments where business_id = ${businessId}) as payments,
      (select sum(quantity_milli) from stock_movements where business_id = ${businessId}) as moved,
      (select json_agg(quantity_milli) from inventory where business_id = ${businessId}) as levels,
      (select sum(amount_minor) from cash_movements where business_id = ${businessId}) as cash,
      (select json_agg(json_build_array(float_minor, counted_minor, sale_count, refund_count)) from shifts where business_id = ${businessId}) as shifts,
      (select json_agg(name) from products where business_id = ${businessId}) as products,
      (select json_agg(name order by name) from customers where business_id = ${businessId}) as customers,
      (select json_agg(code) from barcodes where business_id = ${businessId}) as barcodes,
      (select sum(net_minor) from rollup_sales_till where business_id = ${businessId}) as net,
      (select json_agg(balance_minor) from customer_balances where business_id = ${businessId}) as debts,
      (select json_agg(balance_minor) from credits where business_id = ${businessId}) as credits,
      (select json_agg(json_build_array(e.amount_minor, r.amount_minor)) from expenses e join rollup_expenses r using (business_id, store_id, expense_date, category_id)
        where business_id = ${businessId} and r.expense_count > 0) as expenses,
      (select count(*) from sync_quarantine where business_id = ${businessId}) as waiting`;

const tillOfNewShop = async (): Promise<TestTill> => world.till(await world.addBusiness());

function outcomesOf(reply: Reply<PushAnswer>): string[] {
  return reply.ok ? reply.answer.acks.map(({ outcome, code }) => `${outcome} ${code ?? ''}`.trim()) : [];
}

describe.each(GOLDEN_PROTOCOLS)('protocol %i', (protocol) => {
  test('its facts are applied with the effects that they had', async () => {
    const till = await tillOfNewShop();
    writeGolden(till, protocol);
    const outcomes = outcomesOf(await till.push(till.log, { protocol }));
    expect([...new Set(outcomes)]).toEqual([
      'applied',
      ...(protocol < 2 ? [] : ['applied_for_review over_payment']),
      ...(protocol < 8 ? [] : ['quarantined type_not_allowed']),
    ]);
    const { businessId } = till.identity;
    const [sums] = await effectsOn(businessId);
    expect(sums).toEqual(EFFECTS[protocol]);
    expect(await till.push(till.log, { protocol })).toMatchObject({ ok: true, answer: { lastSeq: till.log.length } });
  });

  test('its hello, pull and raw quarantine are answered', async () => {
    const till = await tillOfNewShop();
    writeGolden(till, protocol);
    const [first] = till.log;
    for (const name of ['hello-request', 'hello-request-new-epoch']) {
      const golden = helloRequestSchema.parse(readGolden(protocol, name));
      const { till: id, epoch, certificate, heads, wallClock } = till.helloRequest();
      const reply = await till.post(
        '/api/v1/sync/hello',
        { ...golden, till: id, epoch, certificate, heads, wallClock },
        helloAnswerSchema,
      );
      const verdict = golden.newEpoch === true ? 'restored' : 'normal';
      expect(reply).toMatchObject({ ok: true, answer: { verdict } });
      if (!reply.ok || reply.answer.grant === undefined) continue;
      till.switchTo(reply.answer.grant);
      till.session = reply.answer.session;
    }
    for (const name of ['pull-query', 'pull-query-own']) {
      const golden = pullQuerySchema.parse(readGolden(protocol, name));
      const asked = new URLSearchParams({ limit: String(golden.limit), session: String(till.session) });
      asked.set('protocol', String(golden.protocol));
      if (golden.only !== undefined) asked.set('only', golden.only);
      const response = await fetch(`${world.url}/api/v1/sync/pull?${asked.toString()}`, {
        headers: { authorization: `Bearer ${till.token}` },
      });
      const said = z.object({ data: pullAnswerSchema }).parse(await response.json());
      expect(said.data.complete).toContain('own');
    }
    const raw = rawQuarantineRequestSchema.parse(readGolden(protocol, 'raw-quarantine-request'));
    const place = { hash: till.log[0]?.hash ?? '', id: world.makeId() };
    expect(first?.seq).toBe(raw.seq);
    expect(await till.sendRaw({ ...raw, ...place })).toMatchObject({
      ok: true,
      answer: { acks: [{ seq: 1, outcome: 'quarantined' }] },
    });
  });

  test('a machine that enrols with it becomes a till', async () => {
    const { publicKey } = makeKeys();
    const golden = enrolRequestSchema.parse(readGolden(protocol, 'enrol-request'));
    const body = { ...golden, code: await world.code(), publicKey };
    expect(await post(world, '/api/v1/sync/enrol', enrolAnswerSchema, { body })).toMatchObject({ ok: true });
  });
});

test('a till that is newer than the server waits with all that it sends, and nothing of it enters quarantine', async () => {
  // The tests above put the same change of several tills into quarantine, which holds it back for a while: by now that is over.
  world.server.clock.advance(30 * 60_000);
  const till = await world.till();
  const newer = PROTOCOL_VERSION + 1;
  writeGolden(till, PROTOCOL_VERSION);
  const waits = { ok: false, status: 503, code: 'unavailable' };
  expect(await till.push(till.log, { protocol: newer })).toMatchObject(waits);
  expect(
    await till.post('/api/v1/sync/hello', { ...till.helloRequest({ protocol: newer }), news: 1 }, helloAnswerSchema),
  ).toMatchObject(waits);
  const pulled = await fetch(`${world.url}/api/v1/sync/pull?session=${till.session}&protocol=${newer}`, {
    headers: { authorization: `Bearer ${till.token}` },
  });
  expect(pulled.status).toBe(503);
  const { tillId } = till.identity;
  expect(await world.root`select id from sync_quarantine where till_id = ${tillId}`).toHaveLength(0);
  expect(await world.root`select seq from changes where till_id = ${tillId}`).toHaveLength(0);
  expect(await till.pushAll()).toMatchObject({ ok: true });
});
