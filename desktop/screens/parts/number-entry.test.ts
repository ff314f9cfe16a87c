import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeypadKey } from '#shared/ui/keypad.tsx';
import { emptyEntry, entryFrom, entryOf, entryUnits, pressKey } from './number-entry.ts';

const keyed = (keys: readonly KeypadKey[], places: number) => keys.reduce(pressKey, emptyEntry(places));

test('an amount is keyed in whole naira, kobo come after a point', () => {
  expect(entryUnits(keyed(['1', '0', '00', '0'], 2))).toBe(1_000_000);
  expect(entryUnits(keyed(['7', '.', '5'], 2))).toBe(750);
  expect(entryUnits(keyed(['7', '.', '5', '0', '9'], 2))).toBe(750);
});

test('nothing keyed is not zero', () => {
  expect(entryUnits(emptyEntry(2))).toBeNull();
  expect(entryUnits(keyed(['0'], 2))).toBe(0);
  expect(entryUnits(keyed(['5', 'delete'], 2))).toBeNull();
  expect(entryUnits(keyed(['5', 'clear'], 2))).toBeNull();
});

test('a weight of 1.245 kg is 1245 thousandths', () => {
  expect(entryUnits(keyed(['1', '.', '2', '4', '5'], 3))).toBe(1245);
});

test('a currency without decimals takes no point', () => {
  expect(entryOf('12.5', 0).text).toBe('12');
});

test('what was keyed and written back is the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom(0, 2, 3), (units, places) => {
      expect(entryUnits(entryFrom(units, places))).toBe(units);
    }),
  );
});
