import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigitOf, hasCheckDigit } from './check-digit.ts';
import { GS } from './element-string.ts';
import { type EmbeddedLayout, embeddedLayoutSchema } from './embedded-layout.ts';
import { readGs1Date } from './gs1-date.ts';
import { barcodeKey, expandUpcE, gtin14Of, isGtin } from './gtin.ts';
import { type BarcodeRead, readBarcode } from './read-barcode.ts';

const layouts: readonly EmbeddedLayout[] = [
  { prefix: '20', itemDigits: 5, valueDigits: 5, kind: 'weight', decimals: 3 },
  { prefix: '21', itemDigits: 4, valueDigits: 5, kind: 'price', decimals: 2 },
];
const settings = { layouts, currencyExponent: 2, thisYear: 2026 };
const read = (scan: string): BarcodeRead => readBarcode(scan, settings);
const keysOf = (scan: string): readonly string[] => {
  const found = read(scan);
  return 'keys' in found ? found.keys : [];
};
const withCheck = (digits: string): string => digits + checkDigitOf(digits);
const digitsArbitrary = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((digits) => digits.join(''));

describe('plain codes', () => {
  test('EAN-13, EAN-8, UPC-A and ITF-14 read as GTINs', () => {
    for (const code of ['4006381333931', '96385074', '036000291452', '10012345678902']) {
      expect(read(code)).toEqual({ kind: 'gtin', code, keys: [code.padStart(14, '0')] });
    }
  });

  test('a UPC-A finds what is filed as its EAN-13, and the other way round', () => {
    expect(keysOf('036000291452')).toEqual(keysOf('0036000291452'));
    expect(barcodeKey('0036000291452')).toBe(barcodeKey('036000291452'));
  });

  test('UPC-E is found under its own eight digits and under its UPC-A', () => {
    expect(read('01234565')).toEqual({ kind: 'gtin', code: '01234565', keys: ['00000001234565', '00012345000065'] });
    expect(keysOf('04252614')).toContain('00042100005264');
  });

  test('UPC-E is written out by its last digit', () => {
    expect(
      ['01234505', '01234514', '01234523', '01234531', '01234543', '01234565', '01234596'].map(expandUpcE),
    ).toEqual([
      '012000003455',
      '012100003454',
      '012200003453',
      '012300000451',
      '012340000053',
      '012345000065',
      '012345000096',
    ]);
    expect(expandUpcE('01234566')).toBeNull();
    expect(expandUpcE('21234565')).toBeNull();
  });
});

describe('scans that are not quite right', () => {
  test('a misread GTIN is looked up as it stands, and told from other texts', () => {
    expect(read('4006381333932')).toEqual({
      kind: 'text',
      code: '4006381333932',
      keys: ['4006381333932'],
      badCheckDigit: true,
    });
    expect(read('SHELF-7')).toEqual({ kind: 'text', code: 'SHELF-7', keys: ['SHELF-7'], badCheckDigit: false });
  });

  test('what the scanner calls an EAN with a wrong check digit is not sold', () => {
    expect(read(']E04006381333932')).toMatchObject({ kind: 'unreadable', reason: 'check_digit' });
    expect(read(']E04006381333931')).toMatchObject({ kind: 'gtin', code: '4006381333931' });
  });

  test('an add-on behind the bars is left out', () => {
    expect(read(']E3978020137962412')).toMatchObject({ kind: 'gtin', code: '9780201379624' });
    expect(read(']E3978020137962412345')).toMatchObject({ kind: 'gtin', code: '9780201379624' });
    expect(read(']E397802013796241234')).toMatchObject({ kind: 'unreadable', reason: 'check_digit' });
  });

  test('line ends and blanks around a scan don’t matter, nothing is nothing', () => {
    expect(read('\t4006381333931\r\n')).toMatchObject({ kind: 'gtin', code: '4006381333931' });
    expect(read(' \n')).toEqual({ kind: 'unreadable', code: '', reason: 'empty' });
    expect(read('9'.repeat(2001))).toMatchObject({ kind: 'unreadable', reason: 'too_long' });
  });

  test('any scan reads as something, and never throws', () => {
    const pieces = fc.constantFrom(
      ']C1',
      ']E0',
      ']e0',
      '01',
      '(01)',
      '10',
      GS,
      '^',
      'https://a/01/',
      '?',
      '%',
      '200012301245',
      '0',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 8 }), (parts) => {
        expect(read(parts.join('')).kind).toBeTypeOf('string');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('check digits', () => {
  test('one digit misread is always found', () => {
    fc.assert(
      fc.property(digitsArbitrary(12), fc.nat(12), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const code = withCheck(digits);
        const wrong = code.slice(0, at) + String((Number(code.charAt(at)) + by) % 10) + code.slice(at + 1);
        expect(hasCheckDigit(code)).toBe(true);
        expect(hasCheckDigit(wrong)).toBe(false);
      }),
    );
  });

  test('zeros in front change nothing, so that all four lengths are one number', () => {
    fc.assert(
      fc.property(digitsArbitrary(7), (digits) => {
        const code = withCheck(digits);
        expect(isGtin(code)).toBe(true);
        expect(isGtin(gtin14Of(code))).toBe(true);
        expect(barcodeKey(code)).toBe(barcodeKey(gtin14Of(code)));
      }),
    );
  });
});

describe('scales', () => {
  test('a weight in the code is thousandths of a kilogram', () => {
    const code = withCheck('200012301245');
    expect(read(code)).toEqual({
      kind: 'embedded',
      code,
      exactKey: `0${code}`,
      keys: [`0${withCheck('200012300000')}`, '2000123', '00123', '123'],
      value: { kind: 'weight', quantityMilli: 1245 },
    });
  });

  test('a price in the code is in the currency’s minor unit, a price check digit is stepped over', () => {
    const code = withCheck('210042799950');
    expect(read(code)).toMatchObject({
      value: { kind: 'price', amountMinor: 99_950 },
    });
    expect(keysOf(code)).toEqual(expect.arrayContaining(['0042', '42']));
    expect(readBarcode(code, { ...settings, currencyExponent: 0 })).toMatchObject({ value: { amountMinor: 1000 } });
    expect(readBarcode(code, { ...settings, currencyExponent: 3 })).toMatchObject({ value: { amountMinor: 999_500 } });
  });

  test('without a layout the shop’s own codes are plain codes', () => {
    const code = withCheck('220042799950');
    expect(read(code)).toMatchObject({ kind: 'gtin', keys: [`0${code}`] });
  });

  test('a layout has room in twelve digits, and a prefix of the shop’s own range', () => {
    const layout = { prefix: '20', itemDigits: 5, valueDigits: 5, kind: 'weight', decimals: 3 };
    expect(embeddedLayoutSchema.safeParse(layout).success).toBe(true);
    expect(embeddedLayoutSchema.safeParse({ ...layout, itemDigits: 6 }).success).toBe(false);
    expect(embeddedLayoutSchema.safeParse({ ...layout, prefix: '40' }).success).toBe(false);
  });

  test('any weight comes back as it was written', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.nat(99_999), (item, weight) => {
        const code = withCheck(`20${String(item).padStart(5, '0')}${String(weight).padStart(5, '0')}`);
        expect(read(code)).toMatchObject({ kind: 'embedded', value: { quantityMilli: weight } });
      }),
    );
  });
});

describe('GS1 labels', () => {
  test('GTIN, best before, batch and weight of one label', () => {
    const scan = `]C101095201234567883103001245${'15'}261200${'10'}AB-7${GS}21S1`;
    expect(read(scan)).toMatchObject({
      kind: 'gs1',
      keys: ['09520123456788'],
      content: {
        gtin14: '09520123456788',
        weightMilli: 1245,
        bestBeforeOn: '2026-12-31',
        batch: 'AB-7',
        serial: 'S1',
        count: null,
        price: null,
      },
    });
  });

  test('prices of the shop’s currency and of a named one', () => {
    const label = (price: string): string => `]e00109520123456788${price}`;
    expect(read(label('3922199950'))).toMatchObject({
      content: { price: { amountMinor: 199_950, currencyNumeric: null } },
    });
    expect(read(label('3932566199950'))).toMatchObject({
      content: { price: { amountMinor: 199_950, currencyNumeric: '566' } },
    });
    expect(read(label('3920999999999999999'))).toMatchObject({ content: { price: null } });
  });

  test('a carton says what is in it and how many', () => {
    expect(read('(02)09520123456788(37)12')).toMatchObject({
      kind: 'gs1',
      keys: ['09520123456788'],
      content: { count: 12 },
    });
    expect(read(']C100006141411234567890')).toMatchObject({
      kind: 'gs1',
      keys: [],
      content: { sscc: '006141411234567890' },
    });
  });
});

describe('how GS1 labels reach the till', () => {
  test('a label without identifier, in brackets, as digits or as an address reads the same', () => {
    const same = [
      '(01)09520123456788(17)261031(10)B7',
      '01095201234567881726103110B7',
      `${GS}01095201234567881726103110B7`,
    ];
    for (const scan of [...same, 'https://id.example.com/01/09520123456788/10/B7?17=261031']) {
      expect(read(scan)).toMatchObject({
        kind: 'gs1',
        keys: ['09520123456788'],
        content: { expiresOn: '2026-10-31', batch: 'B7' },
      });
    }
  });

  test('a broken label is not read in part', () => {
    expect(read(']C1010952012345678917261031')).toMatchObject({ kind: 'unreadable', reason: 'elements' });
    expect(read(']C1010952012345678817261331')).toMatchObject({ kind: 'unreadable', reason: 'elements' });
    expect(read('https://example.com/about')).toMatchObject({ kind: 'text' });
  });

  test('two digits of a year mean the century that is near', () => {
    expect(readGs1Date('760101', 2026)).toBe('2076-01-01');
    expect(readGs1Date('770101', 2026)).toBe('1977-01-01');
    expect(readGs1Date('240200', 2026)).toBe('2024-02-29');
    expect(readGs1Date('010101', 2060)).toBe('2101-01-01');
    expect(readGs1Date('240200', 2026, false)).toBeNull();
  });
});
