const NUMBER_DIGITS = 10;

/**
 * The digits of a phone that stay the same however it is written: without signs, leading zeros and the code of a country.
 *
 * "0803 123 4567", "+234 803 123 4567" and "8031234567" are one phone; a part of a number stays that part.
 */
export function phoneKey(text: string): string {
  return text.replaceAll(/\D/g, '').replace(/^0+/, '').slice(-NUMBER_DIGITS);
}
