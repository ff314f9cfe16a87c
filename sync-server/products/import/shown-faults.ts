import type { RowFault } from '#shared/api/product-import-endpoints.ts';
import { SHEET_COLUMNS, type SheetField } from '../sheet-columns.ts';
import type { FieldFault } from './import-product.ts';

/** What a file calls each of our columns. */
export type Headings = Readonly<Partial<Record<SheetField, string>>>;

const PLACES = new Map(Object.keys(SHEET_COLUMNS).map((field, place) => [field, place]));

/** Faults as their reader meets them: line by line, in a line by our columns, each column by the name that the file gives it. */
export function shownFaults(headings: Headings, faults: readonly FieldFault[]): RowFault[] {
  const placeOf = ({ field }: FieldFault): number => PLACES.get(field) ?? 0;
  return faults
    .toSorted((a, b) => a.line - b.line || placeOf(a) - placeOf(b))
    .map(({ line, field, message }) => ({ line, column: headings[field] ?? SHEET_COLUMNS[field], message }));
}
