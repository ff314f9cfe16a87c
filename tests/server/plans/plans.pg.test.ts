import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { type Listening, createServer, listEndpoints } from '#server/server.ts';
import { type ApiCaller, type SignedInOwner, apiCaller, registerOwner } from '../../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import { printed } from '../sweep/fuzz-requests.ts';
import { NOWHERE, pathWithIds } from '../sweep/strangers-world.ts';
import { cloneBusiness } from './clone-business.ts';
import { type ReadRows, countedReads } from './counted-reads.ts';
import { addOneOfEach } from './one-of-each.ts';
import { readTooMuch } from './read-bounds.ts';

const EACH = 300;
const NEIGHBOURS = 600;
/** A tenth of the 300 days over which the facts lie, all of them before the first of June. */
const MONTH = 'from=2026-03-01&to=2026-03-30';

/** Tables of which no list is made: the marks and tries of machines, and what hangs on one thing. */
const EMPTY =
  /^(settings|idempotency_keys|receipt_series|sync_tries|awaiting|id_aliases|feed_marks|payment_settlements|till_old_keys|till_joins|recovery_codes|erased_customers|expense_corrections|subscription_payments|expense_receipts|noticed|notification_preferences|outgoing|push_subscriptions|support_bundles)$/;

let world: SyncWorld;
let ada: SignedInOwner;
let listening: Listening | undefined;
let call: ApiCaller;
const reads: ReadRows[] = [];

beforeAll(async () => {
  world = await openSyncWorld(4);
  ada = await registerOwner(world.server, 'ada@example.test');
  const ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
  await addOneOfEach(world, ada);
  await cloneBusiness(world.root, { businessId: ada.businessId, count: NEIGHBOURS, into: ben.businessId });
  await cloneBusiness(world.root, { businessId: ada.businessId, count: EACH });
  await world.root.unsafe('analyze');
  const pool = countedReads(world.pool, (read) => reads.push(read));
  listening = await createServer({ ...world.server.deps, pool }).listen('127.0.0.1', 0);
  call = apiCaller(listening, ada.accessToken);
}, 120_000);
afterAll(async () => {
  await listening?.close();
  await world[Symbol.asyncDispose]();
});

const ENDPOINTS = listEndpoints().filter(
  ({ method, permission, area, download }) =>
    method === 'get' && permission !== 'public' && area !== 'live' && download === undefined,
);

/** The rows of the business by table, and an id of three of each. */
async function ownRows(): Promise<{ counts: Map<string, number>; ids: Map<string, string[]> }> {
  const tables = await world.root<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'business_id'`;
  const [counts, ids] = [new Map<string, number>(), new Map<string, string[]>()];
  for (const { name } of tables) {
    const rows = await world.root<{ id: string | null; total: number }[]>`
      select to_jsonb(t) ->> 'id' as id, count(*) over () as total from ${world.root(name)} t where t.business_id = ${ada.businessId} limit 3`;
    counts.set(name, rows[0]?.total ?? 0);
    ids.set(
      name,
      rows.flatMap(({ id }) => (id === null ? [] : [id])),
    );
  }
  return { counts, ids };
}

const answerSchema = z.object({ data: z.array(z.looseObject({})) });

/** Values that a filter is tried with: all that change the question, else two, what the first row has, and an id that nothing has. */
function tried(name: string, schema: ReturnType<typeof printed>, first: Readonly<Record<string, unknown>>): unknown[] {
  if (['page', 'limit', 'cursor', 'from', 'to'].includes(name)) return [];
  if (schema.enum !== undefined)
    return /^(groupBy|sort|state|stockState|kind|status|paymentStatus)$/.test(name)
      ? [...schema.enum]
      : [schema.enum[0], schema.enum.at(-1)];
  if (schema.type === 'boolean') return [true, false];
  if (name === 'q') return ['Milk'];
  if (name === 'at') return [world.clock.nowMs()];
  const of = first[name];
  return [...(of === undefined || of === null ? [] : [of]), ...(name.endsWith('Id') ? [NOWHERE] : [])];
}

test('no question reads more than its page, its days, or what the business itself has', async () => {
  const { counts, ids } = await ownRows();
  expect(
    [...counts].flatMap(([name, count]) => (count === 0 ? [name] : [])).filter((name) => !EMPTY.test(name)),
  ).toEqual([]);
  const wrong: string[] = [];
  let asked = 0;
  const ask = async (endpoint: Endpoint, path: string) => {
    reads.length = 0;
    const came = await call('GET', path);
    if (came.status >= 500) wrong.push(`${path}: ${came.status}`);
    if (came.status === 200) asked += 1;
    wrong.push(...readTooMuch(endpoint, path, reads, counts));
    return came;
  };
  for (const endpoint of ENDPOINTS) {
    const query = printed(endpoint.query).properties ?? {};
    const days =
      endpoint.area === 'reports' && 'from' in query ? `&${MONTH}` : 'date' in query ? '&date=2026-03-02' : '';
    const path = pathWithIds(endpoint, ids);
    const came = await ask(endpoint, days === '' ? path : `${path}?${days.slice(1)}`);
    const first = answerSchema.safeParse(came.body).data?.data[0] ?? {};
    for (const [name, schema] of Object.entries(query))
      for (const value of tried(name, schema, first))
        await ask(endpoint, `${path}?${name}=${encodeURIComponent(String(value))}${days}`);
  }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(250);
}, 300_000);
