import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { errorAnswerSchema } from '#shared/api/envelope.ts';
import { listEndpoints } from '#server/server.ts';
import { openPool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type ApiCaller, type Came, signIn } from '../support/api-caller.ts';
import { FuzzedEndpoints, printed, seededChance } from './sweep/fuzz-requests.ts';
import { sampleValue } from './sweep/sample-value.ts';
import { BENS_MARK, NOWHERE, type StrangersWorld, openStrangersWorld, pathWithIds } from './sweep/strangers-world.ts';

const FUZZ_SEED = Number(process.env['STOCKAVOO_FUZZ_SEED'] ?? '20261128');
const FUZZ_COUNT = Number(process.env['STOCKAVOO_FUZZ_COUNT'] ?? '200');
/** What one request of the fuzz may take at the slowest, all in all. */
const FUZZ_MS = 500;

const ENDPOINTS = listEndpoints();
/** Routes of people: a till’s have doors of their own, and what is live has no end. */
const GUARDED = ENDPOINTS.filter(({ permission, area }) => permission !== 'public' && area !== 'live');
const named = (endpoint: Endpoint): string => `${endpoint.method.toUpperCase()} ${endpoint.path}`;
const METHODS = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE', patch: 'PATCH' } as const;
const methodOf = (endpoint: Endpoint) => METHODS[endpoint.method];
const takesBody = ({ method }: Endpoint): boolean => method !== 'get' && method !== 'delete';

let strangers: StrangersWorld;
beforeAll(async () => {
  strangers = await openStrangersWorld();
});
afterAll(() => strangers[Symbol.asyncDispose]());

function ask(call: ApiCaller, endpoint: Endpoint, path: string, body?: unknown): Promise<Came> {
  return call(methodOf(endpoint), path, {
    headers: { 'if-match': '*' },
    ...(takesBody(endpoint) ? { body: body ?? {} } : {}),
  });
}

test('a role that allows nothing gets no further than 403, whatever it asks for', async () => {
  const { nobody, idsOf, ada } = strangers;
  const ids = await idsOf(ada.businessId);
  const before = await strangers.digestOf(ada.businessId);
  const wrong: string[] = [];
  for (const endpoint of GUARDED.filter(({ permission }) => permission !== 'own')) {
    const came = await ask(nobody, endpoint, pathWithIds(endpoint, ids));
    const { code } = z.looseObject({ code: z.string().optional() }).parse(came.body);
    if (came.status !== 403 || code !== 'forbidden') wrong.push(`${named(endpoint)}: ${came.status} ${code ?? ''}`);
  }
  expect(wrong).toEqual([]);
  const { audit_logs: _, ...after } = await strangers.digestOf(ada.businessId);
  expect(before).toMatchObject(after);
});

test('what is another business’s is not there, and stays as it is', async () => {
  const { ada, ben } = strangers;
  const ids = await strangers.idsOf(ben.businessId);
  const before = await strangers.digestOf(ben.businessId);
  const chance = seededChance(1, [NOWHERE]);
  const wrong: string[] = [];
  const unproven: string[] = [];
  const ofOthers = GUARDED.filter(({ path, area }) => path.includes('/:') && area !== 'auth');
  for (const endpoint of ofOthers) {
    const path = pathWithIds(endpoint, ids);
    const body = endpoint.example?.body ?? sampleValue(printed(endpoint.body), chance);
    const came = await ask(ada.call, endpoint, path, body);
    if (came.status === 422 || came.status === 415) unproven.push(named(endpoint));
    else if (came.status !== 404)
      wrong.push(`${named(endpoint)}: ${came.status} ${JSON.stringify(came.body).slice(0, 200)}`);
    if (JSON.stringify(came.body).includes(BENS_MARK)) wrong.push(`${named(endpoint)} tells what is Ben’s`);
  }
  expect(wrong).toEqual([]);
  // The rest is refused for its body before the record is looked for: files, and what a sample can’t guess.
  expect(unproven.length, unproven.join(', ')).toBeLessThan(ofOthers.length / 5);
  expect(await strangers.digestOf(ben.businessId)).toEqual(before);
});

/** A value that nothing of this kind can be, or nothing where anything goes. */
function wrongFor(schema: ReturnType<typeof printed>): unknown {
  const types = schema.anyOf?.flatMap(({ type }) => type ?? []) ?? [schema.type ?? []].flat();
  if (schema.enum !== undefined || schema.const !== undefined) return { no: 'such' };
  if (
    types.length === 0 ||
    schema.anyOf?.some(
      ({ type, enum: of, const: only }) => type === undefined && of === undefined && only === undefined,
    ) === true
  )
    return undefined;
  return types.includes('object') ? (types.includes('number') ? undefined : 5.25) : { no: 'such' };
}

test('each field that is wrong has its row, in the body and in the address', async () => {
  const { ada } = strangers;
  const wrong: string[] = [];
  for (const endpoint of GUARDED.filter(({ upload }) => upload === undefined)) {
    const path = endpoint.path.replaceAll(/:[A-Za-z]+/g, NOWHERE);
    const inBody = takesBody(endpoint)
      ? Object.entries(printed(endpoint.body).properties ?? {}).flatMap(([name, part]): [string, unknown][] => {
          const value = wrongFor(part);
          return value === undefined ? [] : [[name, value]];
        })
      : [];
    const inQuery = Object.entries(printed(endpoint.query).properties ?? {}).filter(
      ([, { enum: of, format, type }]) => of !== undefined || format === 'uuid' || type === 'integer',
    );
    const tries: [string, readonly string[], string, unknown][] = [
      ...(inBody.length > 0
        ? [
            ['body', inBody.map(([name]) => name), path, Object.fromEntries(inBody)] as [
              string,
              string[],
              string,
              unknown,
            ],
          ]
        : []),
      ...(inQuery.length > 0
        ? [
            [
              'query',
              inQuery.map(([name]) => name),
              `${path}?${inQuery.map(([name]) => `${name}=~`).join('&')}`,
              {},
            ] as [string, string[], string, unknown],
          ]
        : []),
    ];
    for (const [where, fields, address, body] of tries) {
      const came = await ask(ada.call, endpoint, address, body);
      const read = errorAnswerSchema.safeParse(came.body);
      const rows = read.success ? read.data.errors.map(({ field }) => field.split('.')[0] ?? '') : [];
      const missing = fields.filter((field) => !rows.includes(field));
      if (came.status !== 422 || missing.length > 0)
        wrong.push(`${named(endpoint)} ${where}: ${came.status}, no row for ${missing.join(', ')}`);
    }
  }
  expect(wrong).toEqual([]);
});

test(
  'no request makes the server fail, shows what is another’s, or changes it',
  async () => {
    const { ada, ben, world } = strangers;
    const before = await strangers.digestOf(ben.businessId);
    const [own, foreign] = [await strangers.idsOf(ada.businessId), await strangers.idsOf(ben.businessId)];
    const secret = [...foreign.values()].flat();
    const chance = seededChance(FUZZ_SEED, [...own.values(), ...foreign.values()].flat());
    const requests = new FuzzedEndpoints(ENDPOINTS.filter(({ area }) => area !== 'live' && area !== 'auth'));
    const statuses = new Map<number, number>();
    const wrong: string[] = [];
    /** The log tells what was exported by the words of whoever asked: an id in them is not the other's row. */
    const exported = new Set<string>();
    let call = ada.call;
    for (let made = 0; made < FUZZ_COUNT && wrong.length < 10; made += 1) {
      const request = requests.request(chance);
      if (request === undefined) break;
      const { endpoint, path, text, headers } = request;
      const response = await call(methodOf(endpoint), path, { headers, ...(text === undefined ? {} : { text }) });
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const said = JSON.stringify(response.body);
      const shown = `seed ${FUZZ_SEED}, request ${made}: ${named(endpoint)} ${path} ${text?.slice(0, 500) ?? ''} gave ${response.status} ${said.slice(0, 300)}`;
      if (response.status >= 500 && response.status !== 503) wrong.push(shown);
      const asked = `${path} ${text ?? ''}`;
      if (path.includes('/export')) for (const id of secret) if (asked.includes(id)) exported.add(id);
      const isTold = (id: string) => asked.includes(id) || (endpoint.path === '/audit-logs' && exported.has(id));
      if (said.includes(BENS_MARK) || secret.some((id) => said.includes(id) && !isTold(id)))
        wrong.push(`foreign: ${shown}`);
      if (response.status === 401 && endpoint.permission !== 'public')
        call = (await signIn(world.server, ada.email)).call;
    }
    console.log(
      `fuzz: seed ${FUZZ_SEED}, ${[...statuses]
        .toSorted(([a], [b]) => a - b)
        .map(([status, times]) => `${status}: ${times}`)
        .join(', ')}`,
    );
    expect(wrong).toEqual([]);
    expect(statuses.get(401) ?? 0).toBeLessThan(FUZZ_COUNT / 10);
    expect(await strangers.digestOf(ben.businessId)).toEqual(before);
    expect(world.server.logged.filter((line) => line.includes('nobody foresaw'))).toEqual([]);
  },
  60_000 + FUZZ_COUNT * FUZZ_MS,
);

/** Missing rights or the policy, and what a guard of ours raises: the feed is written by its one function. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '42501' || error.code === '23001');
}

test('the database itself keeps businesses apart, table by table, on one connection', async () => {
  const { world, ada, ben, tables } = strangers;
  const single = openPool({ url: world.server.databaseUrl, connectionsMax: 1, as: 'app' });
  const wrong: string[] = [];
  const refused = async (work: () => Promise<{ readonly count: number }>, what: string): Promise<void> => {
    const gone = await work().then(
      ({ count }) => count,
      (error: unknown) => (isRefusal(error) ? 0 : String(error)),
    );
    if (gone !== 0) wrong.push(`${what}: ${gone}`);
  };
  expect(tables.length).toBeGreaterThan(40);
  try {
    for (const table of tables) {
      const name = single(table);
      const [kept] = await world.root<{ forced: boolean; enabled: boolean; own: number }[]>`
        select relforcerowsecurity as forced, relrowsecurity as enabled,
          (select count(*) from ${world.root(table)} t where t.business_id = ${ada.businessId}) as own
        from pg_class where relname = ${table} and relnamespace = 'public'::regnamespace`;
      if (kept?.forced !== true || !kept.enabled) wrong.push(`${table} has no row-level security`);
      const seen = await withTenant(
        single,
        ada.businessId,
        (tx) => tx<{ all: number; theirs: number }[]>`
        select count(*) as all, count(*) filter (where business_id = ${ben.businessId}) as theirs from ${name}`,
      ).catch((error: unknown) => {
        if (isRefusal(error)) return [{ all: 0, theirs: 0 }];
        throw error;
      });
      if (seen[0]?.theirs !== 0 || (seen[0].all !== kept?.own && seen[0].all !== 0))
        wrong.push(`${table} shows ${JSON.stringify(seen[0])}`);
      await refused(
        () =>
          withTenant(single, ada.businessId, (tx) => tx`insert into ${name} (business_id) values (${ben.businessId})`),
        `${table} insert`,
      );
      await refused(
        () =>
          withTenant(
            single,
            ada.businessId,
            (tx) => tx`update ${name} set business_id = business_id where business_id = ${ben.businessId}`,
          ),
        `${table} update`,
      );
      await refused(
        () => withTenant(single, ada.businessId, (tx) => tx`delete from ${name} where business_id = ${ben.businessId}`),
        `${table} delete`,
      );
      // Whoever went before on this connection left nothing behind.
      await refused(() => single`select from ${name}`, `${table} without a business`);
    }
  } finally {
    await single.end();
  }
  expect(wrong).toEqual([]);
});
