import { expect, test } from 'vitest';
import { tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import { entryOf } from '../parts/number-entry.ts';
import { inCountry, newDraft, shopOf, wrongIn } from './start-draft.ts';

const typed = {
  ...newDraft('Africa/Lagos'),
  businessName: ' Mama Nkechi ',
  storeName: 'Lekki',
  ownerName: 'Nkechi Obi',
  pin: '730164',
  pinAgain: '730164',
};

test('the zone of the machine tells country and money', () => {
  expect(newDraft('Africa/Lagos')).toMatchObject({ country: 'NG', currency: 'NGN', timeZone: 'Africa/Lagos' });
  expect(newDraft('Asia/Tokyo')).toMatchObject({ country: 'JP', currency: 'JPY', timeZone: 'Asia/Tokyo' });
});

test('a machine without a place leaves country and money to whoever begins', () => {
  expect(newDraft('UTC')).toMatchObject({ country: '', currency: '', timeZone: '' });
});

test('another country brings its money and its zone; of several zones one has to be chosen', () => {
  expect(inCountry(typed, 'GH', 'Africa/Lagos')).toMatchObject({ currency: 'GHS', timeZone: 'Africa/Accra' });
  expect(inCountry(typed, 'US', 'Africa/Lagos')).toMatchObject({ currency: 'USD', timeZone: '' });
});

test('an empty form says all that it needs', () => {
  expect([...wrongIn(newDraft('UTC')).keys()].toSorted()).toEqual([
    'businessName',
    'country',
    'currency',
    'ownerName',
    'pin',
    'pinAgain',
    'storeCode',
    'storeName',
    'timeZone',
  ]);
});

test.each([
  ['a PIN of four digits', { pin: '7301', pinAgain: '7301' }, 'pin'],
  ['a PIN that others would guess', { pin: '123456', pinAgain: '123456' }, 'pin'],
  ['a second PIN that differs', { pinAgain: '730165' }, 'pinAgain'],
  ['a code with a letter that is none', { storeCode: 'L-1' }, 'storeCode'],
  ['a tax without a rate', { taxKind: 'inside', taxName: 'VAT' }, 'taxRate'],
  ['a tax of more than all', { taxKind: 'inside', taxName: 'VAT', taxRate: entryOf('100.1', 4) }, 'taxRate'],
  ['a name of blanks', { businessName: '   ' }, 'businessName'],
] as const)('%s needs another look', (_what, change, field) => {
  expect([...wrongIn({ ...typed, ...change }).keys()]).toEqual([field]);
});

test('what is right is what the till takes', () => {
  expect([...wrongIn(typed)]).toEqual([]);
  expect(tillStartAloneCall.input.parse(shopOf(typed))).toEqual({
    businessName: 'Mama Nkechi',
    storeName: 'Lekki',
    storeCode: 'LEK',
    country: 'NG',
    currency: 'NGN',
    locale: 'en-NG',
    timeZone: 'Africa/Lagos',
    pricesIncludeTax: true,
    tax: null,
    ownerName: 'Nkechi Obi',
    pin: '730164',
  });
});

test('a tax on top of the price', () => {
  const draft = { ...typed, taxKind: 'onTop' as const, taxName: 'VAT', taxRate: entryOf('7.5', 4) };
  expect(shopOf(draft)).toMatchObject({ pricesIncludeTax: false, tax: { name: 'VAT', ratePpm: 75_000 } });
});
