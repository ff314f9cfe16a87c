import { expect, test } from 'vitest';
import { outdated } from './backup.ts';

const nameAt = (ms: number): string =>
  `till-${new Date(ms).toISOString().slice(0, 23).replaceAll(':', '-').replace('.', '-')}.db`;
const HOUR_MS = 3_600_000;

test('keeps a day by the hour and a fortnight by the day', () => {
  const start = Date.UTC(2026, 2, 1, 0, 30);
  const all = Array.from({ length: 24 * 30 }, (_, hour) => nameAt(start + hour * HOUR_MS)).toReversed();
  const gone = new Set(outdated(all));
  const kept = all.filter((name) => !gone.has(name));
  expect(kept.slice(0, 24)).toEqual(all.slice(0, 24));
  expect(kept).toHaveLength(24 + 13);
  expect(kept.slice(24).every((name) => name.includes('T23-30'))).toBe(true);
});

test('a few backups are all kept', () => {
  expect(outdated([nameAt(2 * HOUR_MS), nameAt(HOUR_MS), nameAt(0)])).toEqual([]);
});
