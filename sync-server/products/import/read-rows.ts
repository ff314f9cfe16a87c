import type { TableRow } from '#server/platform/documents/read-table.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { IMPORT_ROWS_MAX } from '#shared/api/product-import-endpoints.ts';
import { NAMES_SEPARATOR, type SheetField } from '../sheet-columns.ts';
import type { Headings } from './shown-faults.ts';
import { type CellOf, IMPORT_FORMATS, type ImportFormat } from './import-formats.ts';

/** A row of a file by our own names, its cells as texts; `undefined` where the file has no such column or says nothing. */
export interface ImportRow {
  readonly line: number;
  readonly fields: Readonly<Partial<Record<SheetField, string>>>;
  /** Rows with the same group are one product. */
  readonly group: string;
  /** It says things of its product only. */
  readonly isProductOnly: boolean;
}

export interface ReadFile {
  readonly format: ImportFormat;
  /** What the file calls each of our columns. */
  readonly headings: Headings;
  readonly rows: readonly ImportRow[];
}

/** Reads a file's rows by the format that its heading shows. @throws {BadInput} in words for an unknown one, or too many rows */
export async function readRows(table: AsyncIterable<TableRow>): Promise<ReadFile> {
  let layout: Layout | null = null;
  const rows: ImportRow[] = [];
  for await (const row of table) {
    if (layout === null) {
      layout = layoutOf(row.cells);
      continue;
    }
    if (rows.length >= IMPORT_ROWS_MAX)
      throw refused(`The file has more than ${IMPORT_ROWS_MAX} rows. Send it in parts.`);
    const read = readRow(layout, row);
    if (read !== null) rows.push(read);
  }
  if (layout === null || rows.length === 0) throw refused('The file has no rows below its heading.');
  const headings: Partial<Record<SheetField, string>> = {};
  for (const { field, place } of layout.fields) headings[field] = layout.shown[place] ?? '';
  return { format: layout.format, headings, rows: withParents(layout.format, rows) };
}

interface Layout {
  readonly format: ImportFormat;
  readonly places: ReadonlyMap<string, number>;
  readonly shown: readonly string[];
  readonly fields: readonly { readonly field: SheetField; readonly place: number }[];
  readonly taxes: readonly { readonly name: string; readonly place: number }[];
}

const FIELDS = Object.keys(IMPORT_FORMATS.at(-1)?.columns ?? {});

function layoutOf(shown: readonly string[]): Layout {
  const headings = shown.map((heading) => heading.trim().toLowerCase());
  const places = new Map(headings.map((heading, place) => [heading, place]));
  const format = IMPORT_FORMATS.find(({ marks }) => marks.every((mark) => places.has(mark)));
  if (format === undefined) {
    throw refused(
      'The heading is of no sheet that is known here. Take the columns of /products/import-template, or an export of Loyverse, Square, Shopify or WooCommerce as it is.',
    );
  }
  const fields = FIELDS.filter(isField).flatMap((field) => {
    const wanted = format.columns[field] ?? [];
    const found = wanted.map((want) =>
      headings.findIndex((one) => (typeof want === 'string' ? one === want : want.test(one))),
    );
    const place = found.find((one) => one >= 0);
    return place === undefined ? [] : [{ field, place }];
  });
  const taxes = shown.flatMap((heading, place) => {
    const name = format.taxHeading === undefined ? undefined : taxName(format.taxHeading, heading);
    return name === undefined ? [] : [{ name, place }];
  });
  return { format, places, shown, fields, taxes };
}

function taxName(heading: RegExp, shown: string): string | undefined {
  return new RegExp(heading.source, 'i').exec(shown.trim())?.[1];
}

function isField(name: string): name is SheetField {
  return FIELDS.includes(name);
}

function readRow(layout: Layout, { line, cells }: TableRow): ImportRow | null {
  const { format } = layout;
  const cell: CellOf = (heading) => (cells[layout.places.get(heading) ?? -1] ?? '').trim();
  const lower: CellOf = (heading) => cell(heading).toLowerCase();
  if (format.isNothing?.(lower) === true) return null;
  const fields: Partial<Record<SheetField, string>> = {};
  for (const { field, place } of layout.fields) {
    const value = (cells[place] ?? '').trim();
    if (value !== '') fields[field] = value;
  }
  if (format.variantParts !== undefined) {
    fields.variant = format.variantParts
      .map(cell)
      .filter((part) => part !== '')
      .join(' / ');
  }
  if (format.noNames?.includes((fields.variant ?? '').toLowerCase()) === true) fields.variant = '';
  if (layout.taxes.length > 0) {
    const given = layout.taxes.filter(({ place }) => /^(y|yes|true|1)$/i.test((cells[place] ?? '').trim()));
    fields.taxes = given.map(({ name }) => name).join(NAMES_SEPARATOR);
  }
  const group = (format.groupBy?.(lower) ?? (fields.product ?? '').toLowerCase()) || `line ${line}`;
  return { line, fields, group, isProductOnly: format.isProductOnly?.(lower) === true };
}

/** WooCommerce names a variation's parent by its number or by its sku: all of them become the parent's number. */
function withParents(format: ImportFormat, rows: readonly ImportRow[]): readonly ImportRow[] {
  if (format.name !== 'woocommerce') return rows;
  const bySku = new Map(
    rows.flatMap((row) => (row.fields.sku === undefined ? [] : [[row.fields.sku.toLowerCase(), row.group]])),
  );
  const parents = rows.filter(({ isProductOnly }) => isProductOnly).map(({ group }) => group);
  const known = new Set(parents);
  return rows.map((row) => (known.has(row.group) ? row : { ...row, group: bySku.get(row.group) ?? row.group }));
}

function refused(message: string): BadInput {
  return new BadInput([{ field: 'file', message }]);
}
