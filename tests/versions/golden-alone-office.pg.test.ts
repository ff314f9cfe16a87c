import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { enrolAnswerSchema } from '#shared/sync/enrol.ts';
import { type JoinAnswer, joinAnswerSchema } from '#shared/sync/join.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { type Reply, makeKeys, post } from '../sync/support/test-till.ts';
import { GOLDEN, goldenId } from './golden-ids.ts';
import { GOLDEN_PROTOCOLS, goldenText, hasGolden } from './read-golden.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Every protocol in which a till can begin alone. */
const PROTOCOLS = GOLDEN_PROTOCOLS.filter((protocol) => hasGolden(protocol, 'adopt-request'));

/** The ids of golden messages all begin so; those of a till of this test begin with the number of its protocol and of itself. */
const GOLDEN_START = goldenId(0).slice(0, -12);
const ownId = (id: string, start: string): string => id.replace(GOLDEN_START, start);

/** A golden message as a till of this test says it: its own ids, key, code and address. */
function saidBy(start: string, protocol: number, name: string, own: object): object {
  const text = goldenText(`protocol-${protocol}/${name}.json`).replaceAll(GOLDEN_START, start);
  return { ...z.looseObject({}).parse(JSON.parse(text)), ...own };
}

describe.each(PROTOCOLS)('a till of protocol %i that began alone', (protocol) => {
  test('becomes a new business with its people and their PINs, once the address is confirmed', async () => {
    const start = `019a00${String(protocol).padStart(2, '0')}-0000-7000-9000-`;
    const own = { publicKey: makeKeys().publicKey, email: `nkechi-${protocol}@example.test` };
    const ask = () =>
      post(world, '/api/v1/sync/adopt', enrolAnswerSchema, { body: saidBy(start, protocol, 'adopt-request', own) });
    expect(await ask()).toMatchObject({ ok: false, code: 'email_unverified' });
    await world.root`update users set is_verified = true where email = ${own.email}`;
    const answer = {
      businessId: ownId(GOLDEN.businessId, start),
      businessName: 'Mama Nkechi Stores',
      tillId: ownId(GOLDEN.tillId, start),
      tillCode: 'BKRT',
      currency: 'NGN',
      aliases: [],
    };
    expect(await ask()).toMatchObject({ ok: true, answer });
    const people = await world.root`
      select u.full_name, u.pin_hash, r.permissions from users u join roles r on r.business_id = u.business_id and r.id = u.role_id
      where u.business_id = ${answer.businessId}`;
    expect(people).toEqual([{ full_name: 'Amina Bello', pin_hash: `$2b$10$${'a'.repeat(53)}`, permissions: ['*'] }]);
  });

  test('asks to join a business that is there, gets the plan, and gets it again when it only asks', async () => {
    const start = `019a00${String(protocol).padStart(2, '0')}-0000-7000-a000-`;
    const own = { publicKey: makeKeys().publicKey, code: await world.code() };
    const ask = (name: string): Promise<Reply<JoinAnswer>> =>
      post(world, '/api/v1/sync/join', joinAnswerSchema, { body: saidBy(start, protocol, name, own) });
    const plan = {
      tillId: ownId(GOLDEN.tillId, start),
      storeId: world.storeId,
      products: [{ id: ownId(GOLDEN.productId, start), name: 'Peak Milk 400 g', by: null }],
      categories: [{ name: 'Dairy', by: null }],
      taxRates: [{ name: 'VAT', by: null }],
      staff: [{ id: ownId(GOLDEN.actorId, start), name: 'Amina Bello', by: null }],
    };
    const first = await ask('join-request');
    expect(first).toMatchObject({ ok: true, answer: { plan, enrolled: null } });
    expect(await ask('join-request-again')).toEqual(first);
  });
});
