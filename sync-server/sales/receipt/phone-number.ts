import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * The number that somebody wrote, in E.164, as phones of that country are dialled; null for what is none.
 *
 * "0803 123 4567" in Nigeria is +2348031234567.
 *
 * @param country ISO 3166-1 alpha-2
 */
export function phoneNumberOf(written: string, country: string): string | null {
  const number = parsePhoneNumberFromString(written, isSupportedCountry(country) ? country : undefined);
  return number?.isValid() === true ? number.number : null;
}
