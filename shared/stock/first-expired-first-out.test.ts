import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_ID } from '#shared/base/ids.ts';
import { type Lot, takeFirstExpired } from './first-expired-first-out.ts';

const id = (number: number): string => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const lot = (number: number, expiresOn: string | null, quantityMilli: number): Lot => ({
  batchId: id(number),
  expiresOn,
  quantityMilli,
});

test('what expires first goes first, and what keeps for ever last', () => {
  const lots = [
    lot(1, null, 5000),
    lot(2, '2026-07-01', 3000),
    lot(3, '2026-06-15', 2000),
    lot(4, '2026-06-01', -1000),
  ];
  expect(takeFirstExpired(lots, 6000)).toEqual([
    { batchId: id(3), quantityMilli: 2000 },
    { batchId: id(2), quantityMilli: 3000 },
    { batchId: id(1), quantityMilli: 1000 },
  ]);
});

test('what nobody knew of is taken of the last batch that was reached', () => {
  expect(takeFirstExpired([lot(1, '2026-06-01', 1000), lot(2, '2026-07-01', 1000)], 5000)).toEqual([
    { batchId: id(1), quantityMilli: 1000 },
    { batchId: id(2), quantityMilli: 4000 },
  ]);
  expect(takeFirstExpired([lot(1, '2026-06-01', 0)], 1000)).toEqual([{ batchId: id(1), quantityMilli: 1000 }]);
  expect(takeFirstExpired([], 1000)).toEqual([{ batchId: NO_ID, quantityMilli: 1000 }]);
});

test('what was wanted is taken, and no batch is left behind that expires before one that was touched', () => {
  const days = fc.constantFrom(null, '2026-06-01', '2026-06-02', '2026-06-03');
  const lots = fc
    .array(fc.record({ expiresOn: days, quantityMilli: fc.integer({ min: -5000, max: 5000 }) }), { maxLength: 8 })
    .map((all) => all.map(({ expiresOn, quantityMilli }, index) => lot(index, expiresOn, quantityMilli)));
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 30_000 }), (all, wanted) => {
      const taken = takeFirstExpired(all, wanted);
      expect(taken.reduce((sum, part) => sum + part.quantityMilli, 0)).toBe(wanted);
      const rank = (batchId: string): string => all.find((one) => one.batchId === batchId)?.expiresOn ?? '9999';
      const last =
        taken
          .map(({ batchId }) => rank(batchId))
          .toSorted()
          .at(-1) ?? '9999';
      for (const one of all) {
        const gone = taken.find(({ batchId }) => batchId === one.batchId)?.quantityMilli ?? 0;
        if ((one.expiresOn ?? '9999') < last) expect(gone).toBe(Math.max(0, one.quantityMilli));
      }
    }),
  );
});
