import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoney } from './format-money.ts';
import { formatQuantity } from './format-quantity.ts';
import { minor } from './money.ts';
import { parseMoney, parseQuantity } from './parse-money.ts';
import { milli } from './quantity.ts';

const naira = { locale: 'en-NG', currency: 'NGN' };
const read = (typed: string, style = naira): unknown => {
  const outcome = parseMoney(typed, style);
  return outcome.ok ? outcome.value : outcome.refusal;
};

test('an amount may have its sign, its grouping and its decimals, or not', () => {
  for (const typed of ['1500', '1,500', '₦1,500.00', 'ngn 1500.0', ' 1500. ', '1 500', '1500.00 NGN', "1'500"]) {
    expect(read(typed)).toBe(150_000);
  }
  expect(read('.5')).toBe(50);
  expect(read('-₦690')).toBe(-69_000);
  expect(read('−690.50')).toBe(-69_050);
});

test('grouping that could mean something else is refused', () => {
  for (const typed of ['1,50', '15,00.00', ',500', '1,,500', '1.500.00', '1.5,000'])
    expect(read(typed)).toBe('number_malformed');
});

test('what is no amount is refused, in words that say why', () => {
  expect(read('')).toBe('number_missing');
  expect(read('₦')).toBe('number_missing');
  for (const typed of ['abc', '1e5', '0x10', '--5', '5-', 'Infinity', '5 5 5'.repeat(20)])
    expect(read(typed)).toBe('number_malformed');
  expect(read('1.005')).toBe('number_too_precise');
  expect(read('90071992547409.92')).toBe('number_too_large');
  expect(read('90071992547409.91')).toBe(Number.MAX_SAFE_INTEGER);
});

test('a currency without minor unit takes no decimals, one with three takes three', () => {
  expect(read('1500', { locale: 'en', currency: 'JPY' })).toBe(1500);
  expect(read('1500.5', { locale: 'en', currency: 'JPY' })).toBe('number_too_precise');
  expect(read('1.505', { locale: 'en', currency: 'KWD' })).toBe(1505);
});

test('a locale’s own comma, groups and digits are read; a number pad’s point too where it can’t be mistaken', () => {
  expect(read('1.500,50', { locale: 'de-DE', currency: 'EUR' })).toBe(150_050);
  expect(read('1.50', { locale: 'de-DE', currency: 'EUR' })).toBe('number_malformed');
  expect(read('12.50', { locale: 'fr-CI', currency: 'EUR' })).toBe(1250);
  expect(read('١٬٥٠٠٫٥٠', { locale: 'ar-EG', currency: 'EGP' })).toBe(150_050);
  expect(read('1,23,456.50', { locale: 'hi-IN', currency: 'INR' })).toBe(12_345_650);
});

test('what the till writes it reads back, in every form and locale', () => {
  const locales = fc.constantFrom('en-NG', 'ha', 'yo', 'ig', 'fr-CI', 'sw', 'am', 'ar-EG', 'de-CH', 'hi-IN', 'pt-BR');
  const currencies = fc.constantFrom('NGN', 'XOF', 'KWD', 'EUR', 'USD', 'CHF');
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      locales,
      currencies,
      fc.constantFrom('full', 'headline', 'bare'),
      (amount, locale, currency, form) => {
        const style = { locale, currency };
        expect(parseMoney(formatMoney(minor(amount), style, form), style)).toEqual({ ok: true, value: amount });
      },
    ),
    { numRuns: 500 },
  );
});

test('a quantity reads back too, to the gram', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (quantity) => {
      expect(parseQuantity(formatQuantity(milli(quantity), 'en-NG'), 'en-NG')).toEqual({ ok: true, value: quantity });
    }),
  );
  expect(parseQuantity('1.2455', 'en-NG')).toMatchObject({ refusal: 'number_too_precise' });
});
