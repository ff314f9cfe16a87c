import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MESSAGE_SIZE_MAX, whyNotCarried } from './why-not-carried.ts';

test('what a screen sends is carried, whatever its shape', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => whyNotCarried(value) === null));
  expect(
    whyNotCarried({ name: 'sale.add_item', input: { saleId: null, item: { code: '1' } }, callId: undefined }),
  ).toBeNull();
});

test('a message is too large by one text, by many, by its keys or by mere number', () => {
  const half = 'x'.repeat(MESSAGE_SIZE_MAX / 2);
  expect(whyNotCarried(half)).toBeNull();
  expect(whyNotCarried([half, half])).toBe('too_large');
  expect(whyNotCarried({ [`${half}1`]: 1, [`${half}2`]: 1 })).toBe('too_large');
  expect(whyNotCarried(Array.from({ length: MESSAGE_SIZE_MAX }, () => 0))).toBe('too_large');
  expect(whyNotCarried('₦'.repeat(10_000_000))).toBe('too_large');
});

test('a ring ends, and so does a message as deep as it is large', () => {
  const ring: unknown[] = [];
  ring.push(ring);
  expect(whyNotCarried(ring)).toBe('too_large');
  let deep: unknown = 0;
  for (let depth = 0; depth < 1_000_000; depth += 1) deep = [deep];
  expect(whyNotCarried(deep)).toBe('too_large');
});

test('only plain values are carried', () => {
  for (const odd of [new Date(0), new Map(), new Set(), new Uint8Array(4), 7n, Symbol('s'), () => 0, new Error('e')]) {
    expect(whyNotCarried({ input: odd })).toBe('malformed');
  }
});
