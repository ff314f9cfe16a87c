import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bug } from './assert.ts';
import { HLC_LIFT_MS_MAX, HLC_ZERO, hlcMs, hlcSchema, makeHlc, nextHlc, receiveHlc } from './hlc.ts';

const ms = fc.integer({ min: 0, max: 2 ** 47 });
const stamp = fc.tuple(ms, fc.integer({ min: 0, max: 0xffff })).map(([at, counter]) => makeHlc(at, counter));

test('stamps sort as time and counter do', () => {
  fc.assert(
    fc.property(ms, ms, fc.nat(0xffff), fc.nat(0xffff), (one, other, counter, otherCounter) => {
      const byHand = one - other || counter - otherCounter;
      const [left, right] = [makeHlc(one, counter), makeHlc(other, otherCounter)];
      expect(Math.sign(left < right ? -1 : left > right ? 1 : 0)).toBe(Math.sign(byHand));
    }),
  );
});

test('the next stamp is always later, whatever the wall clock does', () => {
  fc.assert(
    fc.property(stamp, fc.array(ms, { maxLength: 20 }), (first, clock) => {
      let last = first;
      for (const now of clock) {
        const next = nextHlc(last, now);
        expect(next > last).toBe(true);
        expect(hlcSchema.safeParse(next).success).toBe(true);
        last = next;
      }
    }),
  );
});

test('a clock that runs well gives its own milliseconds', () => {
  expect(nextHlc(makeHlc(5, 9), 6)).toBe(makeHlc(6, 0));
  expect(nextHlc(makeHlc(5, 9), 5)).toBe(makeHlc(5, 10));
});

test('a full counter borrows a millisecond', () => {
  expect(nextHlc(makeHlc(5, 0xffff), 5)).toBe(makeHlc(6, 0));
});

test('a received stamp lifts the clock, by five minutes at most, and never lowers it', () => {
  fc.assert(
    fc.property(stamp, stamp, ms, (last, received, now) => {
      const lifted = receiveHlc(last, received, now);
      expect(lifted >= last).toBe(true);
      if (lifted > last) expect(hlcMs(lifted)).toBeLessThanOrEqual(now + HLC_LIFT_MS_MAX);
      if (hlcMs(received) < now) expect(lifted >= received).toBe(true);
    }),
  );
});

test('a wrong number is a bug, and zero is before everything', () => {
  expect(() => makeHlc(2 ** 48, 0)).toThrow(Bug);
  expect(() => makeHlc(0, 0x1_0000)).toThrow(Bug);
  expect(HLC_ZERO < makeHlc(0, 1)).toBe(true);
});
