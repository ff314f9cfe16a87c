import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasVectors, readVectors } from '#tests/support/conformance-vectors.ts';
import { testWhere } from '#tests/support/test-where.ts';
import { CURRENCY_CODES, currencyExponent, exponentOf } from './currency.ts';
import { formatMoney, formatMoneyAxis, moneyParts } from './format-money.ts';
import { formatPercent, formatQuantity } from './format-quantity.ts';
import { minor } from './money.ts';
import { parseMoney } from './parse-money.ts';
import { milli } from './quantity.ts';

const naira = { locale: 'en-NG', currency: 'NGN' };

describe('an amount', () => {
  test('has its decimals on lines and totals, and a minus before the sign', () => {
    expect(formatMoney(minor(3_657_600), naira)).toBe('₦36,576.00');
    expect(formatMoney(minor(-69_000), naira)).toBe('−₦690.00');
    expect(formatMoney(minor(0), naira)).toBe('₦0.00');
  });

  test('drops a zero fraction on tiles and headlines, but no other', () => {
    expect(formatMoney(minor(495_000), naira, 'headline')).toBe('₦4,950');
    expect(formatMoney(minor(495_050), naira, 'headline')).toBe('₦4,950.50');
    expect(formatMoney(minor(-495_000), naira, 'headline')).toBe('−₦4,950');
  });

  test('leaves the currency to the head of the column', () => {
    expect(formatMoney(minor(123_456), naira, 'bare')).toBe('1,234.56');
    expect(formatMoney(minor(-123_456), naira, 'bare')).toBe('−1,234.56');
  });

  test('has as many decimals as its currency counts', () => {
    expect(formatMoney(minor(1500), { locale: 'ja-JP', currency: 'JPY' })).toBe('￥1,500');
    expect(formatMoney(minor(1500), { locale: 'en-KW', currency: 'KWD' })).toMatch(/1\.500$/);
    expect(formatMoney(minor(1500), { locale: 'en', currency: 'ALL' })).toMatch(/15\.00$/);
  });

  test('is exact to the last kobo, up to the largest there is', () => {
    expect(formatMoney(minor(Number.MAX_SAFE_INTEGER), naira)).toBe('₦90,071,992,547,409.91');
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const digits = formatMoney(minor(amount), naira).replaceAll(/\D/g, '');
        expect(BigInt(digits)).toBe(BigInt(Math.abs(amount)));
      }),
    );
  });

  test('comes in pieces whose decimals can be set smaller', () => {
    expect(moneyParts(minor(-69_050), naira)).toEqual([
      { kind: 'main', text: '−₦690' },
      { kind: 'decimals', text: '.50' },
    ]);
    expect(moneyParts(minor(1500), { locale: 'fr-FR', currency: 'EUR' }).map(({ kind }) => kind)).toEqual([
      'main',
      'decimals',
      'main',
    ]);
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom('en-NG', 'fr-CI', 'ar-EG', 'de-DE', 'hi-IN'),
        (amount, locale) => {
          const style = { locale, currency: 'NGN' };
          const together = moneyParts(minor(amount), style).map(({ text }) => text);
          expect(together.join('')).toBe(formatMoney(minor(amount), style));
        },
      ),
    );
  });

  test('is short on an axis', () => {
    expect(formatMoneyAxis(minor(20_000_000), naira)).toBe('₦200k');
    expect(formatMoneyAxis(minor(200_000_000), naira)).toBe('₦2m');
    expect(formatMoneyAxis(minor(-150_000_000), naira)).toBe('−₦1.5m');
  });
});

test('a quantity has up to three decimals and its unit on the same line', () => {
  expect(formatQuantity(milli(1245), 'en-NG', 'kg')).toBe('1.245\u00A0kg');
  expect(formatQuantity(milli(3000), 'en-NG')).toBe('3');
  expect(formatQuantity(milli(-1_500_500), 'en-NG')).toBe('−1,500.5');
});

test('a percentage keeps its sign with it', () => {
  expect(formatPercent(75_000, 'en-NG')).toBe('7.5\u00A0%');
  expect(formatPercent(-1_000_000, 'en-NG')).toBe('−100\u00A0%');
});

test('codes that are no currency have no exponent', () => {
  expect(currencyExponent('XAU')).toBeUndefined();
  expect(currencyExponent('JPY')).toBe(0);
  expect(currencyExponent('KWD')).toBe(3);
  expect(CURRENCY_CODES).toHaveLength(167);
});

const rowsOf = (path: string): unknown => parse(readVectors(`conformance-money/${path}`), { columns: true });

const published = testWhere(hasVectors('conformance-money'));

published('storage has the decimals of ISO 4217 for every currency', () => {
  const rows = z.array(z.object({ code: z.string(), minor_units: z.string() })).parse(rowsOf('iso4217.csv'));
  const wrong = rows.filter(
    ({ code, minor_units: units }) => currencyExponent(code) !== (units === 'N.A.' ? undefined : Number(units)),
  );
  expect(rows.length).toBeGreaterThan(170);
  expect(wrong).toEqual([]);
});

published('storage differs from CLDR only where people dropped the coins', () => {
  const rows = z.array(z.object({ code: z.string(), digits: z.string() })).parse(rowsOf('cldr_fractions.csv'));
  const differing = rows.filter(
    ({ code, digits }) => currencyExponent(code) !== undefined && exponentOf(code) !== Number(digits),
  );
  const dropped = ['AFN', 'ALL', 'IQD', 'IRR', 'KPW', 'LAK', 'LBP', 'MGA', 'MMK', 'RSD', 'SOS', 'SYP', 'YER'];
  expect(differing.map(({ code }) => code).filter((code) => !dropped.includes(code))).toEqual([]);
});

published('amounts read as ICU writes them, but for our minus, and read back as they were', () => {
  const shape = z.object({
    locale: z.string(),
    currency: z.string(),
    minor_amount: z.string(),
    symbol_format: z.string(),
  });
  const rows = z.array(shape).parse(rowsOf('icu_money_format.csv.gz'));
  const wrong = rows.filter((row) => {
    const style = { locale: row.locale, currency: row.currency };
    const amount = minor(Number(row.minor_amount));
    const text = formatMoney(amount, style);
    const positive = formatMoney(minor(Math.abs(amount)), style);
    const back = parseMoney(text, style);
    const asIcu = amount < 0 ? text === `−${positive}` : text === row.symbol_format;
    return !asIcu || !back.ok || back.value !== amount;
  });
  expect(rows.length).toBeGreaterThan(6000);
  expect(
    wrong.map(({ locale, currency, minor_amount: amount, symbol_format: icu }) =>
      [locale, currency, amount, icu].join(' '),
    ),
  ).toEqual([]);
});
