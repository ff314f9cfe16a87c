import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeHlc } from '#shared/base/hlc.ts';
import { type RankedFields, lostValues, mergeFields, plainFields, rankedEdit } from './merge-fields.ts';
import { SERVER_TILL_ID, makeRank } from './rank.ts';

const tillA = '01900000-0000-7000-8000-00000000000a';
const tillB = '01900000-0000-7000-8000-00000000000b';
const day = 86_400_000;
const now = 1_700_000_000_000;
const rank = (ms: number, tillId = tillA, seq = 1): string =>
  makeRank({ stamp: makeHlc(ms, 0), tillId, epochCounter: 1, seq });

/** Edits of one record, each with a rank of its own, as changes have. */
const editsArbitrary = fc
  .uniqueArray(
    fc.record({
      ms: fc.nat(4),
      tillId: fc.constantFrom(tillA, tillB, SERVER_TILL_ID),
      seq: fc.integer({ min: 1, max: 6 }),
      fields: fc.dictionary(fc.constantFrom('name', 'priceMinor', 'isActive'), fc.nat(9)),
    }),
    { selector: ({ ms, tillId, seq }) => rank(ms, tillId, seq), minLength: 1, maxLength: 6 },
  )
  .map((edits) => edits.map(({ ms, tillId, seq, fields }) => rankedEdit(fields, rank(ms, tillId, seq))));

const mergeAll = (edits: readonly RankedFields<number>[]): RankedFields<number> => {
  let merged: RankedFields<number> = {};
  for (const edit of edits) merged = mergeFields(merged, edit);
  return merged;
};

test('the order in which edits arrive does not matter', () => {
  fc.assert(
    fc.property(
      editsArbitrary.chain((edits) =>
        fc.tuple(fc.constant(edits), fc.shuffledSubarray(edits, { minLength: edits.length })),
      ),
      ([edits, shuffled]) => {
        expect(mergeAll(shuffled)).toEqual(mergeAll(edits));
      },
    ),
  );
});

test('how edits are grouped does not matter, nor how often they arrive', () => {
  fc.assert(
    fc.property(editsArbitrary, fc.nat(6), (edits, at) => {
      const grouped = mergeFields(mergeAll(edits.slice(0, at)), mergeAll(edits.slice(at)));
      expect(grouped).toEqual(mergeAll(edits));
      expect(mergeFields(grouped, grouped)).toEqual(grouped);
      expect(mergeFields(grouped, mergeAll(edits))).toEqual(grouped);
    }),
  );
});

test('fields that different people touched both stay', () => {
  const merged = mergeFields<string | number>(
    rankedEdit({ name: 'Milk' }, rank(1)),
    rankedEdit({ priceMinor: 500 }, rank(2, tillB)),
  );
  expect(plainFields<string | number>(merged)).toEqual({ name: 'Milk', priceMinor: 500 });
});

test('a value that lost within a day is kept, whichever of the two arrived first', () => {
  const early = rankedEdit({ name: 'Milk' }, rank(now));
  const late = rankedEdit({ name: 'Fresh milk' }, rank(now + day, tillB));
  const kept = [{ field: 'name', lost: early['name'], won: late['name'] }];
  expect(lostValues(early, late)).toEqual(kept);
  expect(lostValues(late, early)).toEqual(kept);
});

test('nothing is kept of an older edit, an equal value, or one’s own correction', () => {
  const early = rankedEdit({ name: 'Milk' }, rank(now));
  expect(lostValues(early, rankedEdit({ name: 'Cream' }, rank(now + day + 1, tillB)))).toEqual([]);
  expect(lostValues(early, rankedEdit({ name: 'Milk' }, rank(now + 1, tillB)))).toEqual([]);
  expect(lostValues(early, rankedEdit({ name: 'Cream' }, rank(now + 1, tillA, 2)))).toEqual([]);
  expect(lostValues(early, rankedEdit({ priceMinor: 'x' }, rank(now + 1, tillB)))).toEqual([]);
});
