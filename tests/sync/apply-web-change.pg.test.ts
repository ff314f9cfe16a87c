import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_ID } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('what the web does to a record is a change of till 0, and stands in the feed', async () => {
  const [productId, variantId] = [world.makeId(), world.makeId()];
  const [result] = await world.web([productChange(productId, variantId, 'Milo 500 g', 'MILO500')]);
  expect(result?.outcome).toBe('applied');
  const [product] = await world.root`select name, field_ranks from products where id = ${productId}`;
  expect(product?.['name']).toBe('Milo 500 g');
  const feed = await world.root<
    { entity: string }[]
  >`select entity, class, feed_seq from feed where id in (${productId}, ${variantId}) order by feed_seq`;
  expect(feed.map((row) => row.entity)).toEqual(['product', 'product_variant']);
});

test('goods received, sold and counted give a level, an average cost and sums', async () => {
  const [productId, variantId] = [world.makeId(), world.makeId()];
  await world.web([productChange(productId, variantId, 'Peak Milk 400 g')]);
  const receive = (quantity: number, cost: number) =>
    world.web(
      [
        {
          type: 'stock.received',
          entityId: productId,
          payload: {
            receiptId: world.makeId(),
            supplierId: null,
            note: '',
            lines: [
              {
                id: world.makeId(),
                variantId,
                batchId: NO_ID,
                quantityMilli: milli(quantity),
                unitCostE4: costE4(cost),
              },
            ],
          },
        },
      ],
      { storeId: world.storeId },
    );
  await receive(10_000, 400_000);
  await receive(10_000, 600_000);
  const saleId = world.makeId();
  const sold = {
    type: 'sale.completed' as const,
    entityId: saleId,
    payload: salePayload(world.makeId, { saleId, things: [{ variantId, quantityMilli: 3000, priceMinor: 10_000 }] }),
  };
  const [result] = await world.web([sold], { storeId: world.storeId });
  expect(result).toMatchObject({ outcome: 'applied', reasons: [] });
  const [level] =
    await world.root`select quantity_milli, average_cost_e4 from inventory where variant_id = ${variantId}`;
  expect(level).toMatchObject({ quantity_milli: 17_000, average_cost_e4: 500_000 });
  const [hour] = await world.root`select * from rollup_sales_hour where store_id = ${world.storeId}`;
  expect(hour).toMatchObject({ sale_count: 1, net_minor: 30_000, local_hour: 13 });
  const [tender] = await world.root`select * from rollup_sales_tender where store_id = ${world.storeId}`;
  expect(tender).toMatchObject({ method: 'cash', amount_minor: 30_000, payment_count: 1 });
});

test('nothing but write_feed writes the feed', async () => {
  await expect(world.root`update feed set feed_seq = feed_seq + 100`).rejects.toThrow(/written by write_feed alone/);
});
