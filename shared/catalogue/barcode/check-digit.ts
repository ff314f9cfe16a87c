import { assert } from '#shared/base/assert.ts';

/** The GS1 check digit (mod 10, weights 3 and 1 from the right) of the digits before it: GTIN, SSCC, GLN. */
export function checkDigitOf(digits: string): string {
  assert(/^\d+$/.test(digits), 'a check digit is worked out of digits');
  let sum = 0;
  for (let fromRight = 1; fromRight <= digits.length; fromRight += 1) {
    sum += Number(digits.charAt(digits.length - fromRight)) * (fromRight % 2 === 1 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether a number ends with the check digit of what stands before it. */
export function hasCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}
