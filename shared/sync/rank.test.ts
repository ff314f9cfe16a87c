import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Hlc, hlcMs, makeHlc } from '#shared/base/hlc.ts';
import { SERVER_TILL_ID, compareRank, makeRank, rankStamp, stampOfRank, tillOfRank } from './rank.ts';

const tillA = '01900000-0000-7000-8000-00000000000a';
const tillB = '01900000-0000-7000-8000-00000000000b';
const hour = 3_600_000;
const now = 1_700_000_000_000;

const stampOf = (over: Partial<Parameters<typeof rankStamp>[0]>): Hlc =>
  rankStamp({ hlc: makeHlc(now, 3), clockAheadMs: 0, arrivedAtMs: now + hour, previousStamp: null, ...over });

test('a good clock’s stamp stays as it is', () => {
  expect(stampOf({})).toBe(makeHlc(now, 3));
});

test('a clock that runs ahead is set back by as much, one that lags is set forward', () => {
  expect(hlcMs(stampOf({ clockAheadMs: 2 * hour }))).toBe(now - 2 * hour);
  expect(hlcMs(stampOf({ clockAheadMs: -1000 }))).toBe(now + 1000);
});

test('nothing happened later than it arrived', () => {
  expect(stampOf({ hlc: makeHlc(now + 9 * hour, 5) })).toBe(makeHlc(now + hour, 5));
});

test('a till’s changes keep their order, however its clock was corrected between them', () => {
  const previousStamp = makeHlc(now + 10, 0);
  expect(stampOf({ previousStamp })).toBe(previousStamp);
});

test('a clock far before its correction does not leave the scale', () => {
  expect(hlcMs(stampOf({ hlc: makeHlc(5, 0), clockAheadMs: hour }))).toBe(0);
});

const rankArbitrary = fc
  .record({
    stamp: fc.tuple(fc.nat(3), fc.nat(2)).map(([ms, counter]) => makeHlc(ms, counter)),
    tillId: fc.constantFrom(tillA, tillB, SERVER_TILL_ID),
    epochCounter: fc.nat(12),
    seq: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(Number.MAX_SAFE_INTEGER)),
  })
  .map((change) => ({ change, rank: makeRank(change) }));

test('ranks sort as stamp, server, epoch, seq and till do', () => {
  fc.assert(
    fc.property(rankArbitrary, rankArbitrary, ({ change: one, rank }, { change: other, rank: otherRank }) => {
      const server = (change: typeof one): number => (change.tillId === SERVER_TILL_ID ? 1 : 0);
      const byHand =
        Math.sign(one.stamp < other.stamp ? -1 : one.stamp > other.stamp ? 1 : 0) ||
        Math.sign(server(one) - server(other)) ||
        Math.sign(one.epochCounter - other.epochCounter) ||
        Math.sign(one.seq - other.seq) ||
        (one.tillId < other.tillId ? -1 : one.tillId > other.tillId ? 1 : 0);
      expect(compareRank(rank, otherRank)).toBe(byHand);
    }),
  );
});

test('a rank fits the wire and says its stamp and till', () => {
  fc.assert(
    fc.property(rankArbitrary, ({ change, rank }) => {
      expect(rank).toHaveLength(75);
      expect(stampOfRank(rank)).toBe(change.stamp);
      expect(tillOfRank(rank)).toBe(change.tillId.replaceAll('-', ''));
    }),
  );
});

test('the server wins a tie of the stamp', () => {
  const stamp = makeHlc(now, 0);
  const server = makeRank({ stamp, tillId: SERVER_TILL_ID, epochCounter: 1, seq: 1 });
  const till = makeRank({ stamp, tillId: tillB, epochCounter: 9, seq: 900 });
  expect(compareRank(server, till)).toBe(1);
});
