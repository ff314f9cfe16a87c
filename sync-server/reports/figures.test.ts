import { expect, test } from 'vitest';
import { NO_SALES, addSums, figuresOf } from './figures.ts';

const day = {
  ...NO_SALES,
  sale_count: 3,
  line_count: 7,
  units_milli: 9000,
  gross_minor: 100_000,
  discount_minor: 1_000,
  refunds_minor: 9_000,
  net_minor: 90_000,
  tax_minor: 6_279,
  cost_e4: 600_000_005n,
};

test('margin is revenue without tax less the cost of the lines, rounded once', () => {
  const figures = figuresOf(day);
  expect(figures.marginMinor).toBe(90_000 - 6_279 - 60_000);
  expect(figures.marginPpm).toBe(Math.round((23_721 * 1_000_000) / 83_721));
});

test('the average basket counts what was bought, not what came back', () => {
  expect(figuresOf(day).averageBasketMinor).toBe(33_000);
});

test('a day without sales has figures, and no margin in percent', () => {
  expect(figuresOf(NO_SALES)).toMatchObject({ netMinor: 0, marginPpm: null, averageBasketMinor: 0 });
});

test('sums add field by field', () => {
  expect(addSums(day, NO_SALES)).toEqual(day);
  expect(addSums(day, day).gross_minor).toBe(200_000);
});
