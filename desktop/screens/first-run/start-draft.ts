import type { z } from 'zod';
import { currencyOfCountry } from '#shared/people/countries.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { suggestedCode } from '#shared/people/suggested-code.ts';
import { SYSTEM_ROLES } from '#shared/people/system-roles.ts';
import type { tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import { type NumberEntry, emptyEntry, entryUnits } from '../parts/number-entry.ts';
import { countryOfZone, zonesOf } from './places.ts';

export type TaxKind = 'none' | 'inside' | 'onTop';

/** A shop as it is typed in: whoever begins it sees what is missing before anything is made. */
export type StartDraft = {
  readonly businessName: string;
  readonly storeName: string;
  /** Null while the one that the store's name suggests will do. */
  readonly storeCode: string | null;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly taxKind: TaxKind;
  readonly taxName: string;
  readonly taxRate: NumberEntry;
  readonly ownerName: string;
  readonly pin: string;
  readonly pinAgain: string;
};

export type DraftField = Exclude<keyof StartDraft, 'taxKind'>;

/** Percent with four decimals are millionths. */
const RATE_PLACES = 4;
const RATE_PPM_MAX = 1_000_000;

/** What can be known before anybody typed: where the machine's clock says that it is. */
export function newDraft(machineZone: string): StartDraft {
  const empty: StartDraft = {
    businessName: '',
    storeName: '',
    storeCode: null,
    country: '',
    currency: '',
    timeZone: '',
    taxKind: 'none',
    taxName: '',
    taxRate: emptyEntry(RATE_PLACES),
    ownerName: '',
    pin: '',
    pinAgain: '',
  };
  const country = countryOfZone(machineZone);
  return country === '' ? empty : inCountry(empty, country, machineZone);
}

/** The money and the zone follow the country; both may still be chosen otherwise. */
export function inCountry(draft: StartDraft, country: string, machineZone: string): StartDraft {
  const zones = zonesOf(country);
  const timeZone = zones.includes(machineZone) ? machineZone : zones.length === 1 ? (zones[0] ?? '') : '';
  return { ...draft, country, currency: currencyOfCountry(country) ?? '', timeZone };
}

export function codeOf({ storeCode, storeName }: StartDraft): string {
  return storeCode ?? suggestedCode(storeName);
}

/** The fields that need another look, each with its reason. */
export function wrongIn(draft: StartDraft): ReadonlyMap<DraftField, 'missing' | 'bad'> {
  const wrong = new Map<DraftField, 'missing' | 'bad'>();
  const { taxKind, pin, pinAgain } = draft;
  for (const field of ['businessName', 'storeName', 'country', 'currency', 'timeZone', 'ownerName', 'pin'] as const)
    if (draft[field].trim() === '') wrong.set(field, 'missing');
  if (!/^[A-Z0-9]{2,6}$/.test(codeOf(draft))) wrong.set('storeCode', 'bad');
  if (taxKind !== 'none') {
    const ppm = entryUnits(draft.taxRate) ?? 0;
    if (draft.taxName.trim() === '') wrong.set('taxName', 'missing');
    if (ppm <= 0 || ppm > RATE_PPM_MAX) wrong.set('taxRate', 'bad');
  }
  if (pin !== '' && pinFault(pin, SYSTEM_ROLES.owner.permissions) !== undefined) wrong.set('pin', 'bad');
  if (pinAgain === '') wrong.set('pinAgain', 'missing');
  else if (pinAgain !== pin) wrong.set('pinAgain', 'bad');
  return wrong;
}

/** What the till is told. Screens speak English so far, and so does the shop they begin. */
export function shopOf(draft: StartDraft): z.input<typeof tillStartAloneCall.input> {
  const { country, currency, timeZone, taxKind, pin } = draft;
  return {
    businessName: draft.businessName.trim(),
    storeName: draft.storeName.trim(),
    storeCode: codeOf(draft),
    country,
    currency,
    locale: `en-${country}`,
    timeZone,
    pricesIncludeTax: taxKind !== 'onTop',
    tax: taxKind === 'none' ? null : { name: draft.taxName.trim(), ratePpm: entryUnits(draft.taxRate) ?? 0 },
    ownerName: draft.ownerName.trim(),
    pin,
  };
}
