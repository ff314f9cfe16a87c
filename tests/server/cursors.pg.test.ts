import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { listEndpoints } from '#server/server.ts';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { type Came, type SignedInOwner, registerOwner } from '../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { cloneBusiness } from './plans/clone-business.ts';
import { addOneOfEach } from './plans/one-of-each.ts';
import { printed } from './sweep/fuzz-requests.ts';

const rowsSchema = z.array(z.looseObject({ id: z.string() }));
const pageSchema = z.object({
  data: z.union([rowsSchema, z.object({ entries: rowsSchema }).transform(({ entries }) => entries)]),
  meta: z.object({ total: z.number(), nextCursor: z.string().nullable() }),
});

let world: SyncWorld;
let ada: SignedInOwner;
/** Of whose lists the parameters of a path name one. */
const ids = new Map<string, string>();

beforeAll(async () => {
  world = await openSyncWorld(4);
  ada = await registerOwner(world.server, 'ada@example.test');
  await addOneOfEach(world, ada);
  await cloneBusiness(world.root, { businessId: ada.businessId, count: 6 });
  // All that moved, on the lists of one customer, one supplier and one product.
  for (const [path, table, column] of [
    ['/customers/:id/statement', 'customer_ledger', 'customer_id'],
    ['/suppliers/:id/history', 'stock_receipts', 'supplier_id'],
  ] as const) {
    const [row] = await world.root<{ id: string }[]>`
      select ${world.root(column)} as id from ${world.root(table)} where business_id = ${ada.businessId} and ${world.root(column)} is not null
      and exists (select from ${world.root(column === 'customer_id' ? 'customers' : 'suppliers')} o where o.id = ${world.root(column)}) limit 1`;
    ids.set(path, row?.id ?? '');
    await world.root`update ${world.root(table)} set ${world.root(column)} = ${row?.id ?? ''} where business_id = ${ada.businessId}`;
  }
  await world.root.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into sync_quarantine (business_id, id, till_id, epoch_counter, seq, type, raw, reason, created_at, updated_at)
      select business_id, gen_random_uuid(), till_id, epoch_counter, seq + n, type, raw, reason, created_at + n * interval '1 minute', updated_at
      from (select * from sync_quarantine where business_id = ${ada.businessId} limit 1) q, generate_series(1, 4) n`;
  });
  const [product] = await world.root<
    { id: string }[]
  >`select id from products where business_id = ${ada.businessId} limit 1`;
  ids.set('/inventory/history/:productId', product?.id ?? '');
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

const LISTS = listEndpoints()
  .filter(({ method, path, query }) => method === 'get' && 'cursor' in query.shape && !path.startsWith('/sync/'))
  .flatMap((endpoint) =>
    ordersOf(endpoint).map((sort): [string, Endpoint, string] => [`${endpoint.path} by ${sort}`, endpoint, sort]),
  );

function ordersOf(endpoint: Endpoint): readonly string[] {
  return z.array(z.string()).parse(printed(endpoint.query).properties?.['sort']?.enum ?? ['']);
}

function readPage({ body }: Came): z.output<typeof pageSchema> {
  return pageSchema.parse(body);
}

test.each(LISTS)('%s: by cursor it is the same list as by page, each row once', async (_, endpoint, sort) => {
  const path = endpoint.path.replace(/:[A-Za-z]+/, ids.get(endpoint.path) ?? '');
  const wide = '/customers/:id/statement' === endpoint.path ? '&from=2020-01-01' : '';
  const ask = (rest: string) =>
    ada.call('GET', `${path}?${sort === '' ? '' : `sort=${sort}&`}${rest}${wide}`).then(readPage);
  const whole = await ask('limit=200');
  const wanted = whole.data.slice(0, 9).map(({ id }) => id);
  const walked: string[] = [];
  let cursor: string | null = null;
  do {
    const page: z.output<typeof pageSchema> = await ask(`limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
    expect(page.meta.total).toBe(whole.meta.total);
    walked.push(...page.data.map(({ id }) => id));
    cursor = page.meta.nextCursor;
  } while (cursor !== null && walked.length < 9);
  expect(walked.slice(0, 9)).toEqual(wanted);
  if (endpoint.path !== '/till-journal') expect(wanted.length, 'rows to walk over').toBeGreaterThan(2);
});

test.each(LISTS)('%s: a cursor of another list is refused in words', async (_, endpoint, sort) => {
  const path = endpoint.path.replace(/:[A-Za-z]+/, ids.get(endpoint.path) ?? '');
  const cursor = Buffer.from(JSON.stringify(['other', 1, ada.userId])).toString('base64url');
  const came = await ada.call('GET', `${path}?${sort === '' ? '' : `sort=${sort}&`}cursor=${cursor}`);
  expect([400, 422]).toContain(came.status);
});
