import type { KeypadKey } from '#shared/ui/keypad.tsx';

/**
 * A number as it is keyed in: digits, and a point where the number may have decimals. Kept as text until it is wanted, so
 * that "12." can stand there and no fraction ever becomes a float.
 */
export type NumberEntry = { readonly text: string; readonly places: number };

const DIGITS_MAX = 12;

export function emptyEntry(places: number): NumberEntry {
  return { text: '', places };
}

/** What was keyed, reduced to a number that may be: one point, no more decimals than allowed, a limited length. */
export function entryOf(typed: string, places: number): NumberEntry {
  const [whole = '', ...rest] = typed.replaceAll(/[^\d.]/g, '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '').slice(0, DIGITS_MAX);
  const hasPoint = rest.length > 0 && places > 0;
  return { text: hasPoint ? `${digits === '' ? '0' : digits}.${rest.join('').slice(0, places)}` : digits, places };
}

/** One key of the keypad or the number pad. */
export function pressKey(entry: NumberEntry, key: KeypadKey): NumberEntry {
  if (key === 'clear') return emptyEntry(entry.places);
  if (key === 'delete') return { ...entry, text: entry.text.slice(0, -1) };
  return entryOf(entry.text + key, entry.places);
}

/** The number in its small units (kobo, thousandths); null while nothing is keyed. */
export function entryUnits({ text, places }: NumberEntry): number | null {
  if (text === '' || text === '.') return null;
  const [whole = '', decimals = ''] = text.split('.');
  return Number(`${whole}${decimals.padEnd(places, '0')}`);
}

/** Small units back to a text that can be keyed on: 345000 with 2 places is "3450". */
export function entryFrom(units: number, places: number): NumberEntry {
  const digits = String(Math.abs(units)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const decimals = places === 0 ? '' : digits.slice(digits.length - places);
  return { text: /^0*$/.test(decimals) ? whole : `${whole}.${decimals.replace(/0+$/, '')}`, places };
}
