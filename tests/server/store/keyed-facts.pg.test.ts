import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SyncWorld, openSyncWorld } from '#tests/sync/support/sync-world.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
  const till = await world.till();
  const place = [world.businessId, till.identity.storeId, till.identity.tillId] as const;
  await insertOrder(...place, 'S-1');
});
afterAll(() => world[Symbol.asyncDispose]());

const FOREIGN_KEY = '23503';

async function insertOrder(businessId: string, storeId: string, tillId: string, number: string): Promise<void> {
  await world.root`insert into sales_orders (business_id, id, kind, order_number, store_id, till_id, cashier_name, business_date,
      local_hour, line_count, currency, gross_minor, subtotal_minor, tax_minor, discount_minor, rounding_minor, total_minor,
      paid_minor, balance_minor, payment_status, payment_method, status, notes, needs_review, review_reasons, created_by,
      occurred_at, offset_minutes, received_at, change_id, epoch_counter, seq, created_at, updated_at)
    values (${businessId}, ${randomUUID()}, 'sale', ${number}, ${storeId}, ${tillId}, '', '2026-06-01', 9, 0, 'NGN',
      0, 0, 0, 0, 0, 0, 0, 0, 'paid', 'none', 'completed', '', false, '{}', ${randomUUID()},
      now(), 0, now(), ${randomUUID()}, 1, 1, now(), now())`;
}

test('a sale of a store or till that is not there is refused, whoever writes it', async () => {
  const till = await world.till();
  const { storeId, tillId } = till.identity;
  await expect(insertOrder(world.businessId, randomUUID(), tillId, 'S-2')).rejects.toMatchObject({ code: FOREIGN_KEY });
  await expect(insertOrder(world.businessId, storeId, randomUUID(), 'S-3')).rejects.toMatchObject({
    code: FOREIGN_KEY,
  });
  const [left] =
    await world.root`select count(*)::integer as count from sales_orders where order_number in ('S-2', 'S-3')`;
  expect(left?.['count']).toBe(0);
});

test('a sale never moves to another till or store', async () => {
  const other = await world.till();
  await expect(
    world.root`update sales_orders set till_id = ${other.identity.tillId} where order_number = 'S-1'`,
  ).rejects.toMatchObject({ code: '23001' });
});
