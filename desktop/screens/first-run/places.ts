import { COUNTRY_CODES } from '#shared/people/countries.ts';

/** The zone of this machine's clock. */
export function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The time zones of a country; all that there are where the browser can't tell. */
export function zonesOf(country: string): readonly string[] {
  const known = country === '' ? [] : ownZonesOf(country);
  return known.length > 0 ? known : Intl.supportedValuesOf('timeZone');
}

/** The country that lies in a zone; empty where none is known to. */
export function countryOfZone(zone: string): string {
  return COUNTRY_CODES.find((country) => ownZonesOf(country).includes(zone)) ?? '';
}

function ownZonesOf(country: string): readonly string[] {
  if (!('getTimeZones' in Intl.Locale.prototype)) return [];
  return new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
}

/** A zone as people read it: "America/Port of Spain". */
export function zoneWords(zone: string): string {
  return zone.replaceAll('_', ' ');
}
