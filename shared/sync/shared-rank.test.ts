import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVERY_FIELD, foldRanks, unfoldRanks } from './shared-rank.ts';

const FIELDS = ['name', 'sku', 'note', 'price'];
const rankArb = fc.constantFrom('r1', 'r2', 'r3');

test('folded and unfolded again, ranks are what they were', () => {
  const ranksArb = fc.dictionary(fc.constantFrom(...FIELDS, 'isDeleted'), rankArb);
  fc.assert(
    fc.property(ranksArb, (ranks) => {
      expect(unfoldRanks(foldRanks(ranks, FIELDS), FIELDS)).toEqual(ranks);
    }),
  );
});

test('a rank that all fields share is written once, others beside it', () => {
  const shared = Object.fromEntries(FIELDS.map((field) => [field, 'r1']));
  expect(foldRanks(shared, FIELDS)).toEqual({ [EVERY_FIELD]: 'r1' });
  expect(foldRanks({ ...shared, note: 'r2', isDeleted: 'r3' }, FIELDS)).toEqual({
    [EVERY_FIELD]: 'r1',
    note: 'r2',
    isDeleted: 'r3',
  });
});

test('where a field has no rank nothing is folded, and what is folded stays', () => {
  expect(foldRanks({ name: 'r1' }, FIELDS)).toEqual({ name: 'r1' });
  expect(foldRanks({}, FIELDS)).toEqual({});
  expect(foldRanks({ [EVERY_FIELD]: 'r1' }, FIELDS)).toEqual({ [EVERY_FIELD]: 'r1' });
});
