import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refundWorth } from './refund-worth.ts';

test('one of two tins and a whole line are worth what was paid for them', () => {
  const lines = [
    { lineId: 'dano', soldMilli: 2000, refundedMilli: 0, totalMinor: 720_000 },
    { lineId: 'milo', soldMilli: 1000, refundedMilli: 0, totalMinor: 520_000 },
  ];
  expect(refundWorth(lines, { dano: 1000, milo: 1000 })).toBe(880_000);
});

test('pieces that come back one by one are together worth the whole line', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9_999_999 }), (pieces, totalMinor) => {
      let worth = 0;
      for (let back = 0; back < pieces; back += 1)
        worth += refundWorth([{ lineId: 'line', soldMilli: pieces * 1000, refundedMilli: back * 1000, totalMinor }], {
          line: 1000,
        });
      expect(worth).toBe(totalMinor);
    }),
  );
});
