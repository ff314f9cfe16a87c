import { expect, test } from 'vitest';
import { z } from 'zod';
import { listEndpoints } from '#server/server.ts';

/** Lists that are short by what they are, and why. */
const WHOLE: Readonly<Record<string, string>> = {
  '/roles/permissions': 'the words that the program knows',
  '/tills/joins': 'machines that wait for the owner, one at a time',
  '/subscription/plans': 'the plans that are sold',
  '/notifications/preferences': 'one line of each kind and channel',
};

/** What grows for as long as a business trades. */
const ENDLESS = [
  '/sales',
  '/payments',
  '/shifts',
  '/expenses',
  '/inventory/transfers',
  '/inventory/counts',
  '/inventory/history/:productId',
  '/notifications',
  '/purchase-orders',
  '/customers/:id/statement',
  '/suppliers/:id/history',
  '/quarantine',
  '/cases',
  '/audit-logs',
  '/till-journal',
];

const reads = listEndpoints().filter(({ method }) => method === 'get');

test('every list goes by page and by an order that is asked for', () => {
  const lists = reads.filter(
    ({ area, path, answer }) => area !== 'reports' && answer instanceof z.ZodArray && !(path in WHOLE),
  );
  expect(lists.length).toBeGreaterThan(25);
  // The history of goods is one order: each step has the level after it.
  const wants = (path: string) =>
    path === '/inventory/history/:productId' ? ['page', 'limit'] : ['page', 'limit', 'sort'];
  const missing = lists.flatMap(({ path, query }) =>
    wants(path)
      .filter((name) => !(name in query.shape))
      .map((name) => `${path} ${name}`),
  );
  expect(missing).toEqual([]);
});

test('what grows without end also goes by cursor', () => {
  const byCursor = new Set(reads.filter(({ query }) => 'cursor' in query.shape).map(({ path }) => path));
  expect(ENDLESS.filter((path) => !byCursor.has(path))).toEqual([]);
});
