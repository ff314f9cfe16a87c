import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeHlc } from '#shared/base/hlc.ts';
import { changeBodySchema, changeHeadSchema } from './change-body.ts';
import { LIFTS, type Lifts } from './lift-change.ts';
import { changeReader } from './parse-change.ts';

/** A kind of change that exists nowhere else: a shelf was named, then given a colour, then the colour became a number. */
const newest = z.object({ label: z.string(), colour: z.number().int() });
const lifts: Lifts = {
  'shelf.named.v1': {
    payload: z.object({ name: z.string() }),
    toNext: (payload) => ({ label: z.object({ name: z.string() }).parse(payload).name, colour: 'none' }),
  },
  'shelf.named.v2': {
    payload: z.object({ label: z.string(), colour: z.enum(['none', 'red']) }),
    toNext: (payload) => {
      const { label, colour } = z.object({ label: z.string(), colour: z.string() }).parse(payload);
      return { label, colour: colour === 'red' ? 1 : 0 };
    },
  },
};
const schema = changeHeadSchema.extend({ type: z.literal('shelf.named'), v: z.literal(3), payload: newest });
const read = changeReader({ schema, newest: new Set(['shelf.named.v3']), lifts });

const id = '01900000-0000-7000-8000-000000000001';
const body = (v: number, payload: unknown, type = 'shelf.named'): string =>
  JSON.stringify({
    id,
    type,
    v,
    entityId: id,
    actorId: id,
    businessId: id,
    storeId: null,
    tillId: id,
    occurredAt: { ms: 0, offsetMinutes: 60, zone: 'Africa/Lagos' },
    businessDate: '2026-06-01',
    clockQuality: 'good',
    hlc: makeHlc(0, 0),
    payload,
  });

describe('a change of an older version', () => {
  test('is lifted version by version to the newest', () => {
    const expected = { ok: true, value: { v: 3, payload: { label: 'Dairy', colour: 0 } } };
    expect(read(body(1, { name: 'Dairy' }))).toMatchObject(expected);
    expect(read(body(2, { label: 'Dairy', colour: 'red' }))).toMatchObject({ value: { payload: { colour: 1 } } });
    expect(read(body(3, { label: 'Dairy', colour: 0 }))).toMatchObject(expected);
  });

  test('is held against the schema of its own version', () => {
    expect(read(body(2, { label: 'Dairy', colour: 'blue' }))).toMatchObject({ refusal: 'change_malformed' });
    expect(read(body(1, {}))).toMatchObject({ refusal: 'change_malformed' });
  });

  test('is told apart from one of a newer till, which waits', () => {
    expect(read(body(4, { label: 'Dairy' }))).toMatchObject({ refusal: 'change_type_unknown', details: { v: 4 } });
    expect(read(body(1, {}, 'shelf.painted'))).toMatchObject({ refusal: 'change_type_unknown' });
  });
});

test('every version below the newest of its type has a lift, so that none is ever forgotten', () => {
  const missing = changeBodySchema.options.flatMap((option) =>
    Array.from({ length: option.shape.v.value - 1 }, (_, index) => `${option.shape.type.value}.v${index + 1}`).filter(
      (name) => LIFTS[name] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});
