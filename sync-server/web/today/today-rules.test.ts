import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { SalesFigures, SalesSummary } from '#shared/api/reports.ts';
import { enToday } from '../messages/en-today.ts';
import { comparedWith, noneWords } from './compared-with.ts';
import { bestHour, hourBars } from './hour-bars.ts';
import { type SeenTill, groupTills, tillWithStore } from './till-groups.ts';

const zero = {
  saleCount: 0,
  refundCount: 0,
  lineCount: 0,
  unitsMilli: milli(0),
  refundUnitsMilli: milli(0),
  grossMinor: minor(0),
  discountMinor: minor(0),
  refundsMinor: minor(0),
  taxMinor: minor(0),
  marginMinor: minor(0),
  marginPpm: null,
  averageBasketMinor: minor(0),
};
const sold = (saleCount: number): SalesFigures => ({ ...zero, saleCount, netMinor: minor(saleCount * 1000) });

type Rows = Pick<SalesSummary, 'rows' | 'missing'>;
function summary(now: Readonly<Record<string, number>>, gaps: readonly Readonly<Record<number, number>>[] = []): Rows {
  return {
    rows: Object.entries(now).map(([key, amount]) => ({
      key,
      name: key,
      figures: { ...zero, netMinor: minor(amount) },
      before: { ...zero, netMinor: minor(amount / 2) },
      beforeSoFar: null,
    })),
    missing: gaps.map((byHour) => ({
      tillId: 'a',
      tillName: 'Till 2',
      storeId: 'b',
      storeName: 'Yaba',
      lastSeenAt: null,
      waitingKnown: 0,
      expectedSales: 1,
      expectedMinor: minor(1),
      expectedByHour: Object.entries(byHour).map(([hour, amount]) => ({
        hour: Number(hour),
        expectedMinor: minor(amount),
      })),
    })),
  };
}

test('the chart shows the opening hours, and wider where something was sold outside of them', () => {
  expect(hourBars(summary({}), null).map(({ hour }) => hour)).toEqual([
    8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
  ]);
  const late = hourBars(summary({ '06': 100, '22': 300 }), 23);
  expect([late[0]?.hour, late.at(-1)?.hour, late.at(-1)?.isRunning]).toEqual([6, 23, true]);
});

test('what several silent tills usually sell in an hour stands as one gap', () => {
  const bars = hourBars(summary({ '09': 500 }, [{ 9: 40, 10: 10 }, { 9: 2 }]), null);
  expect(bars.find(({ hour }) => hour === 9)).toMatchObject({ amountMinor: 500, beforeMinor: 250, gapMinor: 42 });
  expect(bars.find(({ hour }) => hour === 10)?.gapMinor).toBe(10);
});

test('before anything was sold by this time a week ago, what was sold later that day is not denied', () => {
  const running = { before: sold(40), beforeSoFar: sold(0) };
  expect(comparedWith(running).saleCount).toBe(0);
  expect(enToday[noneWords(running)]).toBe('nothing to compare with: no sales by this time last {{weekday}}');
  const over = { before: sold(0), beforeSoFar: null };
  expect(comparedWith(over).saleCount).toBe(0);
  expect(enToday[noneWords(over)]).toBe('nothing to compare with: no sales the {{weekday}} before');
});

test('the best hour is one in which something was sold', () => {
  expect(bestHour(hourBars(summary({ '09': 500, '13': 900 }), null))?.hour).toBe(13);
  expect(bestHour(hourBars(summary({ '09': -20 }), null))).toBeUndefined();
});

const till = (id: string, lastSeenMs: number | null, isSilent = false): SeenTill => ({
  id,
  storeId: 's',
  storeName: 'Yaba',
  name: id,
  lastSeenMs,
  waitingKnown: 0,
  isSilent,
});

test('silent tills are named first, and many that are well become one line', () => {
  const groups = groupTills([
    till('1', 50),
    till('2', 10, true),
    till('3', 60),
    till('4', 40),
    till('5', 70),
    till('6', 30),
  ]);
  expect(groups.named.map(({ id }) => id)).toEqual(['2', '6']);
  expect(groups.others).toEqual({ count: 4, oldestMs: 40 });
});

test('a few tills are all named, those never heard from before those heard from', () => {
  const groups = groupTills([till('1', 50), till('2', null), till('3', 20)]);
  expect(groups.named.map(({ id }) => id)).toEqual(['2', '3', '1']);
  expect(groups.others).toBeNull();
});

test('a till is called by its store once', () => {
  expect(tillWithStore('Yaba', 'Till 2')).toBe('Yaba Till 2');
  expect(tillWithStore('Yaba', 'Yaba Till 2')).toBe('Yaba Till 2');
});
