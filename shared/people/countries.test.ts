import { expect, test } from 'vitest';
import { CURRENCY_CODES } from '#shared/base/currency.ts';
import { COUNTRY_CODES, currencyOfCountry } from './countries.ts';

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

test('every country has a name and a currency that is counted here', () => {
  expect(COUNTRY_CODES.length).toBeGreaterThan(240);
  for (const country of COUNTRY_CODES) {
    expect(names.of(country), country).toBeDefined();
    expect(CURRENCY_CODES, country).toContain(currencyOfCountry(country));
  }
});

test.each([
  ['NG', 'NGN'],
  ['GH', 'GHS'],
  ['KE', 'KES'],
  ['SN', 'XOF'],
  ['CM', 'XAF'],
  ['DE', 'EUR'],
  ['JP', 'JPY'],
  ['ZZ', undefined],
])('%s pays in %s', (country, currency) => {
  expect(currencyOfCountry(country)).toBe(currency);
});
