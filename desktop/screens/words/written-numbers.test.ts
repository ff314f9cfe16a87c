import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountParts,
  currencySign,
  writtenAmount,
  writtenBytes,
  writtenPercent,
  writtenQuantity,
} from './written-numbers.ts';
import { writtenLongDay, writtenMoment } from './written-times.ts';

const naira = { locale: 'en-NG', currency: 'NGN', timeZone: 'Africa/Lagos' };

test('totals always have two decimals, tiles drop a zero fraction', () => {
  expect(writtenAmount(3_657_600, naira)).toBe('₦36,576.00');
  expect(writtenAmount(495_000, naira, 'short')).toBe('₦4,950');
  expect(writtenAmount(495_050, naira, 'short')).toBe('₦4,950.50');
});

test('a minus stands before the sign of the currency and is a real minus', () => {
  expect(writtenAmount(-69_000, naira)).toBe('−₦690.00');
});

test('a figure is cut before its decimals', () => {
  expect(amountParts(857_600, naira)).toEqual({ whole: '₦8,576', decimals: '.00' });
  expect(amountParts(1200, { ...naira, locale: 'en-US', currency: 'JPY' })).toEqual({ whole: '¥1,200', decimals: '' });
  expect(currencySign(naira)).toBe('₦');
});

test('no kobo is lost at any size', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (amountMinor) => {
      const digits = writtenAmount(amountMinor, naira)
        .replaceAll(/[^\d]/g, '')
        .replace(/^0+(?=\d)/, '');
      expect(digits).toBe(String(Math.abs(amountMinor)));
    }),
  );
});

test('quantities show up to three decimals, rates a space before the sign', () => {
  expect(writtenQuantity(1245, naira)).toBe('1.245');
  expect(writtenQuantity(2000, naira)).toBe('2');
  expect(writtenQuantity(-1000, naira)).toBe('−1');
  expect(writtenPercent(75_000, naira)).toBe('7.5\u00a0%');
});

test('a moment of today is its time, an older one has its day', () => {
  const now = Date.UTC(2026, 10, 21, 13, 18);
  expect(writtenLongDay(now, naira)).toBe('Saturday 21 November 2026');
  expect(writtenMoment(now, now, naira)).toBe('14:18');
  expect(writtenMoment(Date.UTC(2026, 10, 19, 15, 42), now, naira)).toBe('19 Nov 2026, 16:42');
});

test.each([
  [0, '0 kB'],
  [999_949, '999.9 kB'],
  [3_448_832, '3.4 MB'],
  [2_000_000_000, '2 GB'],
])('%i bytes are written as %s', (bytes, words) => {
  expect(writtenBytes(bytes, naira)).toBe(words);
});
