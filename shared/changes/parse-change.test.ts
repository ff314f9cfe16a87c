import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bug } from '#shared/base/assert.ts';
import { makeHlc } from '#shared/base/hlc.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { movementsOf, touchesStock } from '#shared/stock/movements-of.ts';
import { chainStart } from './hash-chain.ts';
import { type ChangeContext, makeChange } from './make-change.ts';
import { parseChange } from './parse-change.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const id = (last: number): string => `01900000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const epoch = '1-00112233445566ff';
const end = { epoch, lastSeq: 4, lastHash: chainStart(sha256, id(1), epoch, '') };
const ms = 1_795_000_000_000;
const context: ChangeContext = {
  id: id(2),
  entityId: id(3),
  actorId: id(4),
  businessId: id(5),
  storeId: id(6),
  tillId: id(1),
  occurredAt: { ms, offsetMinutes: 60, zone: 'Africa/Lagos' },
  businessDate: '2026-11-18',
  clockQuality: 'good',
  hlc: makeHlc(ms, 0),
};
const shiftOpened = {
  type: 'shift.opened',
  v: 1,
  payload: { shiftId: id(7), floatMinor: minor(500_000), shiftDate: '2026-11-18', openedAtMs: ms },
} as const;
const counted = {
  type: 'stock.counted' as const,
  v: 1,
  payload: {
    countId: id(7),
    note: '',
    lines: [{ id: id(8), variantId: id(9), batchId: id(0), countedMilli: milli(4000), expectedMilli: milli(5000) }],
  },
};

describe('making a change', () => {
  test('gives the text, its place in the chain, and what it says, all of one piece', () => {
    const { change, envelope } = makeChange(sha256, end, context, shiftOpened);
    expect(envelope).toMatchObject({ epoch, seq: 5, bodyHash: sha256(envelope.body) });
    expect(change).toEqual({ ...context, ...shiftOpened });
    expect(parseChange(envelope.body)).toEqual({ ok: true, value: change });
  });

  test('stops before anything is written where nobody could read it', () => {
    expect(() => makeChange(sha256, end, { ...context, businessDate: 'Friday' }, shiftOpened)).toThrow(Bug);
    expect(() => makeChange(sha256, end, context, { ...shiftOpened, v: 9 })).toThrow(Bug);
  });

  test('every change fits the rules of stock as it is', () => {
    const { change } = makeChange(sha256, end, context, counted);
    expect(touchesStock(change) ? movementsOf(change) : null).toEqual([]);
    const { change: other } = makeChange(sha256, end, context, shiftOpened);
    expect(touchesStock(other)).toBe(false);
  });
});

describe('reading a change', () => {
  const bodyOf = (said: object): string => JSON.stringify({ ...context, ...said });

  test('tells a newer till’s words from damage: both wait, neither is dropped', () => {
    expect(parseChange(bodyOf({ ...shiftOpened, v: 2 }))).toEqual({
      ok: false,
      refusal: 'change_type_unknown',
      details: { type: 'shift.opened', v: 2 },
    });
    expect(parseChange(bodyOf({ ...shiftOpened, type: 'drone.sent' }))).toMatchObject({
      refusal: 'change_type_unknown',
    });
    expect(parseChange(bodyOf({ ...shiftOpened, payload: {} }))).toMatchObject({
      refusal: 'change_malformed',
      details: { at: 'payload.shiftId' },
    });
    expect(parseChange('{')).toEqual({ ok: false, refusal: 'body_not_json' });
    expect(parseChange('null')).toMatchObject({ refusal: 'change_malformed' });
  });

  test('takes no part of a number: amounts are whole', () => {
    const payload = { ...shiftOpened.payload, floatMinor: 0.5 };
    expect(parseChange(bodyOf({ ...shiftOpened, payload }))).toMatchObject({
      refusal: 'change_malformed',
      details: { at: 'payload.floatMinor' },
    });
  });

  test('a newer till may add words, which an older server doesn’t stumble over', () => {
    expect(parseChange(bodyOf({ ...shiftOpened, mood: 'good' }))).toMatchObject({ ok: true });
  });

  test('an edit says only fields that its record has', () => {
    const edit = (fields: object): string =>
      bodyOf({
        type: 'product.changed',
        v: 1,
        payload: { records: [{ kind: 'product', id: id(9), op: 'put', fields }] },
      });
    expect(parseChange(edit({ name: 'Milk' }))).toMatchObject({ ok: true });
    expect(parseChange(edit({ nmae: 'Milk' }))).toMatchObject({ refusal: 'change_malformed' });
    expect(parseChange(edit({ name: 7 }))).toMatchObject({ refusal: 'change_malformed' });
  });

  test('answers any text, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => bodyOf({ ...shiftOpened, payload: value })),
        ),
        (body) => {
          expect(parseChange(body).ok).toBe(false);
        },
      ),
    );
  });
});
