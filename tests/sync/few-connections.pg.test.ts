import { expect, test } from 'vitest';
import { openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

test('with as few connections to the database as may be everything still gets its turn, and no business sees another’s', async () => {
  await using world = await openSyncWorld(2);
  const other = await world.addBusiness();
  const tills = [await world.till(), await world.till(other), await world.till(), await world.till(other)];
  for (const till of tills)
    for (let count = 0; count < 5; count += 1)
      till.write('drawer.opened', { shiftId: null, reason: till.identity.tillId });
  const replies = await Promise.all(tills.flatMap((till) => [till.pushAll(), till.pull({ limit: 3 })]));
  expect(replies.filter(({ ok }) => !ok)).toEqual([]);
  const ownFacts = async (till: TestTill) =>
    (await till.pullToHead(2)).filter(({ entity }) => entity === 'own_fact').map(({ id }) => id.split('/')[0]);
  const pulled = await Promise.all(tills.map(ownFacts));
  for (const [index, till] of tills.entries()) expect(pulled[index]).toEqual(Array(5).fill(till.identity.tillId));
  const rows = await world.root`select distinct business_id, till_id from till_journal order by 2`;
  expect(rows).toEqual(
    tills
      .map((till) => ({ business_id: till.identity.businessId, till_id: till.identity.tillId }))
      .toSorted((one, next) => (one.till_id < next.till_id ? -1 : 1)),
  );
});

test('a till that names another business, store or till in its hello, its changes or its cursor gets nothing of it', async () => {
  await using world = await openSyncWorld(2);
  const other = await world.addBusiness();
  const [mine, theirs] = [await world.till(), await world.till(other)];
  await expect(mine.hello({ till: theirs.identity.tillId })).rejects.toThrow('404 not_found');
  await theirs.pullToHead();
  expect(await mine.pull({ cursor: theirs.cursor })).toMatchObject({ ok: false, status: 410, code: 'resync' });
  const forged = mine.write('drawer.opened', { shiftId: null, reason: '' }, { businessId: other.businessId });
  expect(await mine.push([forged])).toMatchObject({
    ok: true,
    answer: { acks: [{ outcome: 'quarantined', code: 'wrong_tenant' }] },
  });
  const token = theirs.token;
  [theirs.token] = [mine.token];
  theirs.write('drawer.opened', { shiftId: null, reason: '' });
  expect(await theirs.pushAll()).toMatchObject({ ok: false, status: 401, code: 'signature_invalid' });
  theirs.token = token;
  expect((await theirs.pullToHead()).filter(({ entity }) => entity === 'own_fact')).toEqual([]);
});
