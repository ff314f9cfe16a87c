import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { parseChange } from '#shared/changes/parse-change.ts';
import { changeBodySchema } from '#shared/changes/change-body.ts';
import {
  auditAnswerSchema,
  auditRequestSchema,
  missingAnswerSchema,
  missingRequestSchema,
} from '#shared/sync/audit.ts';
import { ENTITY_CLASS } from '#shared/sync/classes.ts';
import { enrolAnswerSchema, enrolRequestSchema, tokenAnswerSchema, tokenRequestSchema } from '#shared/sync/enrol.ts';
import { helloAnswerSchema, helloRequestSchema } from '#shared/sync/hello.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { pullAnswerSchema, pullQuerySchema } from '#shared/sync/pull.ts';
import { pushAnswerSchema, pushRequestSchema, rawQuarantineRequestSchema } from '#shared/sync/push.ts';
import { FROZEN } from './frozen.ts';
import { goldenMessages } from './golden-messages.ts';
import { GOLDEN_PROTOCOLS, goldenText, readGolden } from './read-golden.ts';

/** Which schema of today reads a message, by the beginning of its name. */
const READERS: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ['enrol-request', enrolRequestSchema],
  ['enrol-answer', enrolAnswerSchema],
  ['token-request', tokenRequestSchema],
  ['token-answer', tokenAnswerSchema],
  ['hello-request', helloRequestSchema],
  ['hello-answer', helloAnswerSchema],
  ['push-request', pushRequestSchema],
  ['push-answer', pushAnswerSchema],
  ['raw-quarantine-request', rawQuarantineRequestSchema],
  ['pull-query', pullQuerySchema],
  ['pull-answer', pullAnswerSchema],
  ['audit-request', auditRequestSchema],
  ['audit-answer', auditAnswerSchema],
  ['audit-missing-request', missingRequestSchema],
  ['audit-missing-answer', missingAnswerSchema],
];
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

describe('messages of every protocol are read by the schemas of today', () => {
  test.each(KEPT)('%s', (path) => {
    const name = path.replace(/^.*\//, '');
    const reader = READERS.find(([beginning]) => name.startsWith(beginning));
    const read = reader?.[1].safeParse(JSON.parse(goldenText(path)));
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
