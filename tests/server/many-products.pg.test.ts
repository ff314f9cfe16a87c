import { expect, test } from 'vitest';
import { registerOwner } from '../support/api-caller.ts';
import { startTestServer } from '../support/server.ts';
import { until } from '../sync/support/quick-timers.ts';

const PRODUCTS = 150;
/** Reading a product back and holding its names against the others takes a few dozen rows, however many there are. */
const ROWS_READ_EACH_MAX = 36;

test('adding a product reads no more rows when there are many', async () => {
  await using server = await startTestServer();
  const owner = await registerOwner(server, 'many@example.test');
  for (let number = 0; number < PRODUCTS; number += 1) {
    const body = { name: `Tin ${number}`, sku: `TIN-${number}`, barcode: `T${number}`, sellingPriceMinor: 100 };
    expect((await owner.call('POST', '/products', { body })).status).toBe(201);
  }
  let rowsRead = 0;
  await until('the database has counted what it read', async () => {
    const [row] = await server.asOwner(
      (sql) => sql<{ added: number; read: number }[]>`
        select min(n_tup_ins)::int as added, sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as read
          from pg_stat_user_tables where relname in ('products', 'product_variants', 'barcodes')`,
    );
    rowsRead = row?.read ?? 0;
    return (row?.added ?? 0) >= PRODUCTS;
  });
  expect(rowsRead / PRODUCTS).toBeLessThan(ROWS_READ_EACH_MAX);
});
