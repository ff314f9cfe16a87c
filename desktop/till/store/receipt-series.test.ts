import { expect, test } from 'vitest';
import { nextSeries, readReceiptNumber, receiptNumber } from './receipt-series.ts';

test('counts series like columns of a sheet', () => {
  expect(['A', 'Y', 'Z', 'AZ', 'ZZ'].map(nextSeries)).toEqual(['B', 'Z', 'AA', 'BA', 'AAA']);
});

test('reads back the series and counter of a receipt number', () => {
  const number = receiptNumber({ storeCode: 'LEK', tillCode: 'T1', series: 'B', counter: 123 });
  expect(number).toBe('LEK-T1-B-000123');
  expect(readReceiptNumber(number)).toEqual({ series: 'B', counter: 123 });
  expect(readReceiptNumber('LEK-T1-B-12')).toBeNull();
});
