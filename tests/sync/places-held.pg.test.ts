import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/base/assert.ts';
import { type ChainPlace, enrolAnswerSchema } from '#shared/sync/enrol.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import { type TestTill, makeKeys, post } from './support/test-till.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function tillWith(changes: number): Promise<TestTill> {
  const till = await world.till();
  for (let count = 0; count < changes; count += 1) till.write('drawer.opened', { shiftId: null, reason: 'change' });
  expect(await till.pushAll()).toMatchObject({ ok: true });
  return till;
}
const placeOf = (till: TestTill, seq: number, isSame = true): ChainPlace => {
  const { epoch, hash } = must(till.log[seq - 1], 'it was written');
  return { epoch, seq, hash: isSame ? hash : 'f'.repeat(64) };
};

/** What a machine hears that was this till and names these places; asked twice, as after a lost answer. */
async function heldOf(
  tillId: string,
  places: readonly ChainPlace[],
  at: SyncWorld = world,
): Promise<number[] | undefined> {
  const { publicKey } = makeKeys();
  const body = { code: await at.code(), publicKey, app: '0.1.0', protocol: 9, before: { tillId, places } };
  const [first, again] = [
    await post(at, '/api/v1/sync/enrol', enrolAnswerSchema, { body }),
    await post(at, '/api/v1/sync/enrol', enrolAnswerSchema, { body }),
  ];
  if (!first.ok || !again.ok) throw new Error('not enrolled');
  expect(again.answer.held).toEqual(first.answer.held);
  return first.answer.held?.map(({ seq }) => seq).toSorted((one, other) => one - other);
}

test('a machine whose changes are all there hears the head alone', async () => {
  const till = await tillWith(9);
  expect(await heldOf(till.identity.tillId, [placeOf(till, 9), placeOf(till, 5), placeOf(till, 1)])).toEqual([9]);
});

test('a machine whose chain parted from the office’s hears each place up to the next that it named', async () => {
  const till = await tillWith(9);
  const named = [placeOf(till, 9, false), placeOf(till, 8, false), placeOf(till, 3), placeOf(till, 1)];
  expect(await heldOf(till.identity.tillId, named)).toEqual([3, 4, 5, 6, 7]);
  const { publicKey } = makeKeys();
  const body = {
    code: await world.code(),
    publicKey,
    app: '0.1.0',
    protocol: 9,
    before: { tillId: till.identity.tillId, places: named },
  };
  const asked = await post(world, '/api/v1/sync/enrol', enrolAnswerSchema, { body });
  // The middle of what is left comes before its neighbours.
  expect(asked.ok && asked.answer.held?.map(({ seq }) => seq)).toEqual([3, 7, 5, 4, 6]);
});

test('an office that came back from before some of it tells how far it still goes', async () => {
  const till = await tillWith(6);
  const named = [placeOf(till, 6), placeOf(till, 2), placeOf(till, 1)];
  await world.root`delete from changes where till_id = ${till.identity.tillId} and seq > 4`;
  expect(await heldOf(till.identity.tillId, named)).toEqual([2, 3, 4]);
});

test('nothing is told of a till that is not there, of another business, or of a chain that is another from the start', async () => {
  const till = await tillWith(2);
  expect(await heldOf(world.makeId(), [placeOf(till, 2)])).toEqual([]);
  expect(await heldOf(till.identity.tillId, [placeOf(till, 2, false), placeOf(till, 1, false)])).toEqual([]);
  await using other = await openSyncWorld();
  expect(await heldOf(till.identity.tillId, [placeOf(till, 2)], other)).toEqual([]);
});
