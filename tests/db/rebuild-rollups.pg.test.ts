import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { compareRollups, rebuildRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('sums that are rebuilt while two tills push contain every sale once', async () => {
  const tills = [await world.till(), await world.till()];
  const variantId = world.makeId();
  const pushes = tills.map(async (till) => {
    for (let round = 0; round < 25; round += 1) {
      const things = [{ variantId, quantityMilli: 1000, priceMinor: 100 }];
      till.write('sale.completed', salePayload(world.makeId, { saleId: world.makeId(), things }));
      const pushed = await till.pushAll();
      if (!pushed.ok) throw new Error(`push: ${pushed.code}`);
    }
  });
  let isPushing = true;
  const rebuilds = (async (): Promise<number> => {
    let count = 0;
    for (; isPushing; count += 1)
      await withTenant(world.pool, world.businessId, (tx) =>
        rebuildRollups(tx, world.businessId, new Date(world.clock.nowMs())),
      );
    return count;
  })();
  await Promise.all(pushes).finally(() => {
    isPushing = false;
  });
  expect(await rebuilds).toBeGreaterThan(1);
  expect(await readTenant(world.pool, world.businessId, (tx) => compareRollups(tx, world.businessId))).toEqual([]);
});
