import { expect, test } from 'vitest';
import { foreignWrites } from './one-writer.ts';
import { readSourceFiles } from './source-tree.ts';

test('facts, levels, ledgers, rollups and the feed have one writer', () => {
  const server = readSourceFiles().filter(({ path }) => path.startsWith('sync-server/') && !path.endsWith('.test.ts'));
  expect(server.flatMap(({ path, text }) => [...foreignWrites(path, text)])).toEqual([]);
});

test.each([
  ['sync-server/sales/void-sale.ts', 'await sql`update sales_orders set status = ${status}`'],
  ['sync-server/sales/routes.ts', 'sql`INSERT INTO\n  payments (id)`'],
  ['sync-server/inventory/set-level.ts', 'db.update(tables.inventory).set({})'],
  ['sync-server/stores/write-feed.ts', 'delete from "feed" where true'],
  ['sync-server/sync/push.ts', 'insert into sales_by_hour_rollup values'],
])('%s may not do: %s', (path, text) => {
  expect(foreignWrites(path, text)).toHaveLength(1);
});

test.each([
  ['sync-server/sync/apply/sale-completed.ts', 'insert into sales_orders values'],
  ['sync-server/sync/feed.ts', 'insert into feed values'],
  ['sync-server/reports/rebuild-rollups.ts', 'truncate rollup_hours'],
  ['sync-server/accounts/register.ts', 'insert into users values; select 1 from payments for update'],
])('%s may do: %s', (path, text) => {
  expect(foreignWrites(path, text)).toEqual([]);
});
