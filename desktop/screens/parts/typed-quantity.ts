import { entryFrom, entryOf, entryUnits } from './number-entry.ts';

const PIECE_MILLI = 1000;

/** A quantity as it was typed, so that "12." can stand there, and the unit that it is in. */
export type TypedQuantity = { readonly quantity: string; readonly unit: string };

/** How many decimals a quantity of this unit may have. */
export function quantityPlaces(unit: string): number {
  return unit === 'piece' ? 0 : 3;
}

/** What a line's quantity is in thousandths; null while nothing is typed. */
export function quantityMilliOf(line: TypedQuantity): number | null {
  const places = quantityPlaces(line.unit);
  const units = entryUnits(entryOf(line.quantity, places));
  return units === null ? null : places === 0 ? units * PIECE_MILLI : units;
}

export function quantityText(quantityMilli: number, unit: string): string {
  const places = quantityPlaces(unit);
  return entryFrom(places === 0 ? Math.round(quantityMilli / PIECE_MILLI) : quantityMilli, places).text;
}
