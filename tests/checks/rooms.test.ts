import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importCycles, importFault, targetOf } from './room-rules.ts';
import { parseSource, readSourceFiles, repositoryFolder } from './source-tree.ts';

const around = {
  readmeOf: (folder: string): string => {
    const path = join(repositoryFolder, folder, 'README.md');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  },
};
const nowhere = { readmeOf: () => '' };
const files = readSourceFiles();

test('every import goes where the table of rooms lets it go', () => {
  const faults = files.flatMap((file) =>
    file.imports.flatMap((wanted) => importFault(file.path, wanted, around) ?? []),
  );
  expect(faults).toEqual([]);
});

test('no file leads back to itself', () => {
  const ways = files.map((file): [string, readonly string[]] => [
    file.path,
    file.imports.flatMap((wanted) => targetOf(file.path, wanted) ?? []),
  ]);
  expect(importCycles(new Map(ways))).toEqual([]);
});

test.each([
  ['shared/sale/settle.ts', '../receipt/receipt-document.ts'],
  ['shared/sale/settle.ts', 'node:fs'],
  ['shared/sale/settle.ts', 'react'],
  ['shared/ui/button.tsx', '#shared/sale/cart.ts'],
  ['desktop/till/store/writer.ts', '../sale/complete-sale.ts'],
  ['desktop/till/sale/complete-sale.ts', '../till.ts'],
  ['desktop/till/sale/complete-sale.ts', '#devices/printer/escpos.ts'],
  ['desktop/till/sale/complete-sale.ts', 'better-sqlite3'],
  ['desktop/devices/printer/escpos.ts', '#till/store/reader.ts'],
  ['desktop/host-loopback/main.ts', 'electron'],
  ['desktop/host-loopback/main.ts', '#screens/app/main.tsx'],
  ['desktop/screens/sell/use-sell.ts', '../tender/tender-panel.tsx'],
  ['desktop/screens/sell/use-sell.ts', '#till/till.ts'],
  ['sync-server/store/pool.ts', '../sync/push.ts'],
  ['sync-server/sales/routes.ts', '../stores/find-store.ts'],
  ['sync-server/sales/routes.ts', '#tests/support/shop.ts'],
  ['sync-server/sales/routes.ts', '../unheard-of/thing.ts'],
  ['sync-server/sales/routes.ts', '../../shared/base/money.ts'],
  ['sync-server/sales/routes.ts', '#server/sales/find-sale.ts'],
  ['sync-server/web/app/main.tsx', '#server/config.ts'],
])('%s may not import %s', (path, wanted) => {
  expect(importFault(path, wanted, nowhere)).toContain(path.split('/')[0]);
});

test.each([
  ['shared/sale/settle.ts', '../catalogue/product.ts'],
  ['shared/ui/money-text.tsx', '#shared/base/money.ts'],
  ['desktop/till/till.ts', './sale/complete-sale.ts'],
  ['desktop/till/store/open.ts', 'better-sqlite3'],
  ['desktop/devices/printer/escpos.ts', '#till/ports/printer.ts'],
  ['desktop/host-electron/main.ts', 'electron'],
  ['desktop/screens/app/main.tsx', '../sell/sell-screen.tsx'],
  ['sync-server/reports/sales-summary.ts', '../sales/find-sale.ts'],
  ['sync-server/reports/sales-summary.ts', '#server/store/pool.ts'],
  ['sync-server/sales/find-sale.test.ts', '#tests/support/postgres/create-database.ts'],
])('%s may import %s', (path, wanted) => {
  expect(importFault(path, wanted, nowhere)).toBeUndefined();
});

test('a resource room reaches its neighbour through the files that the neighbour names', () => {
  const named = {
    readmeOf: (folder: string) => (folder === 'sync-server/stores' ? 'Others call `find-store.ts`.' : ''),
  };
  expect(importFault('sync-server/sales/routes.ts', '../stores/find-store.ts', named)).toBeUndefined();
  expect(importFault('sync-server/sales/routes.ts', '../stores/store-row.ts', named)).toContain(
    'does not name this file',
  );
});

test('imports of types, of re-exports and on demand are seen too', () => {
  const text = [
    `import type { A } from './a.ts';`,
    `export { b } from './b.ts';`,
    `export * from './c.ts';`,
    `const d = import('./d.ts');`,
    `type E = import('./e.ts').E;`,
  ];
  const seen = parseSource('shared/base/x.ts', text.join('\n')).imports;
  expect([...seen].toSorted()).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts']);
});

test('a way that leads back is named', () => {
  const ways = new Map([
    ['a.ts', ['b.ts']],
    ['b.ts', ['c.ts']],
    ['c.ts', ['a.ts']],
  ]);
  expect(importCycles(ways)).toEqual(['a.ts → b.ts → c.ts → a.ts']);
});
