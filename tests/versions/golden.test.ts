import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseChange } from '#shared/changes/parse-change.ts';
import { NOTHING } from '#shared/api/endpoint.ts';
import { changeBodySchema } from '#shared/changes/change-body.ts';
import { ENTITY_CLASS } from '#shared/sync/classes.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { pullAnswerSchema } from '#shared/sync/pull.ts';
import { pushRequestSchema } from '#shared/sync/push.ts';
import * as aloneEndpoints from '#server/sync/alone-endpoints.ts';
import * as syncEndpoints from '#server/sync/sync-endpoints.ts';
import { FROZEN } from './frozen.ts';
import { goldenMessages } from './golden-messages.ts';
import { GOLDEN_PROTOCOLS, goldenText, readGolden } from './read-golden.ts';
import { WIRE_READERS, readerOf } from './wire-readers.ts';

const doorSchema = z.object({ path: z.string(), query: z.unknown(), body: z.unknown(), answer: z.unknown() });
const KEPT = Object.keys(FROZEN);

test('no golden message is changed, taken away or left out of the list', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json'));
  expect(there.toSorted()).toEqual(KEPT.toSorted());
  for (const path of KEPT) {
    const hash = createHash('sha256').update(goldenText(path)).digest('hex').slice(0, 32);
    expect(hash, `${path} is a message that tills in shops send; it is kept as it is`).toBe(FROZEN[path]);
  }
});

test('every protocol that was shipped has its golden messages, the present one among them', () => {
  expect(GOLDEN_PROTOCOLS).toEqual(Array.from({ length: PROTOCOL_VERSION }, (_, index) => index + 1));
});

test('the golden messages of the present protocol are those that the script writes', () => {
  for (const [name, message] of Object.entries(goldenMessages(PROTOCOL_VERSION)))
    expect(readGolden(PROTOCOL_VERSION, name), name).toEqual(JSON.parse(JSON.stringify(message)));
});

/** The schemas of the wire's room, by the names that say so: what a till asks, and what it is answered. */
async function wireSchemas(): Promise<[name: string, schema: unknown][]> {
  const room = fileURLToPath(new URL('../../shared/sync/', import.meta.url));
  const files = readdirSync(room).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const rooms = await Promise.all(files.map((file): Promise<object> => import(`${room}${file}`)));
  return rooms.flatMap((exported) =>
    Object.entries(exported).filter(([name]) => /(Request|Answer|Query)Schema$/.test(name)),
  );
}

/** What the office's doors for tills take and give. */
const DOORS: readonly (readonly [path: string, schema: unknown])[] = Object.values<object>({
  ...syncEndpoints,
  ...aloneEndpoints,
})
  .map((endpoint) => doorSchema.parse(endpoint))
  .filter(({ path }) => path.startsWith('/sync/'))
  .flatMap(({ path, query, body, answer }) =>
    [query, body, answer].filter((schema) => schema !== NOTHING).map((schema) => [path, schema] as const),
  );

test('everything that crosses the wire has a golden message of the present protocol', async () => {
  const schemas = await wireSchemas();
  expect(schemas.length).toBeGreaterThan(10);
  const present = KEPT.filter((path) => path.startsWith(`protocol-${PROTOCOL_VERSION}/`));
  const kept = new Set<unknown>(present.map(readerOf));
  const bare = [...schemas, ...DOORS].filter(([, schema]) => !kept.has(schema)).map(([name]) => name);
  expect(bare, 'add its message to golden-*.ts and its schema to wire-readers.ts, then npm run golden').toEqual([]);
  expect(WIRE_READERS.filter(([, schema]) => !kept.has(schema))).toEqual([]);
});

describe('messages of every protocol are read by the schemas of today', () => {
  test.each(KEPT)('%s', (path) => {
    const read = readerOf(path)?.safeParse(JSON.parse(goldenText(path)));
    expect(read?.success, read?.error?.message ?? 'nothing reads it').toBe(true);
  });
});

describe.each(GOLDEN_PROTOCOLS)('the facts and rows of protocol %i', (protocol) => {
  test('every change is read, and the present protocol has one of each type', () => {
    const { changes } = pushRequestSchema.parse(readGolden(protocol, 'push-request'));
    const types = changes.map(({ body }) => {
      const read = parseChange(body);
      expect(read, body).toMatchObject({ ok: true });
      return read.ok ? read.value.type : '';
    });
    if (protocol !== PROTOCOL_VERSION) return;
    const known = changeBodySchema.options.map((option) => option.shape.type.value);
    expect(types.toSorted()).toEqual(known.toSorted());
  });

  test('the present protocol’s page has a row of every entity', () => {
    const { changes } = pullAnswerSchema.parse(readGolden(protocol, 'pull-answer'));
    if (protocol !== PROTOCOL_VERSION) return;
    expect([...new Set(changes.map(({ entity }) => entity))].toSorted()).toEqual(Object.keys(ENTITY_CLASS).toSorted());
  });
});
