import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bug } from './assert.ts';
import { NO_ID, idSchema, uuidV7 } from './ids.ts';

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('reads as RFC 9562 says: time first, version 7, variant 10', () => {
  const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidV7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('is an id that every door takes', () => {
  fc.assert(
    fc.property(time, random, (ms, bytes) => {
      const id = uuidV7(ms, bytes);
      expect(idSchema.safeParse(id).success).toBe(true);
      expect(id).toMatch(/^.{14}7.{4}[89ab]/);
    }),
  );
  expect(idSchema.safeParse(NO_ID).success).toBe(true);
  expect(idSchema.safeParse(NO_ID.toUpperCase().replace('0', 'A')).success).toBe(false);
});

test('ids of later moments sort later', () => {
  fc.assert(
    fc.property(time, time, random, random, (one, other, bytes, otherBytes) => {
      fc.pre(one < other);
      expect(uuidV7(one, bytes) < uuidV7(other, otherBytes)).toBe(true);
    }),
  );
});

test('two moments of a clock that went back differ by their randomness', () => {
  fc.assert(
    fc.property(time, random, random, (ms, bytes, otherBytes) => {
      const used = (from: Uint8Array): string =>
        [(from[0] ?? 0) & 15, from[1], (from[2] ?? 0) & 63, ...from.slice(3)].join();
      expect(uuidV7(ms, bytes) === uuidV7(ms, otherBytes)).toBe(used(bytes) === used(otherBytes));
    }),
  );
});

test('too little randomness or a time out of range is a bug', () => {
  expect(() => uuidV7(1, new Uint8Array(9))).toThrow(Bug);
  expect(() => uuidV7(-1, new Uint8Array(10))).toThrow(Bug);
  expect(() => uuidV7(2 ** 48, new Uint8Array(10))).toThrow(Bug);
});
