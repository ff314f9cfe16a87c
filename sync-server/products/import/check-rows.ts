import { must } from '#shared/base/assert.ts';
import { idSchema } from '#shared/base/ids.ts';
import { type CostE4, type Minor, costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { NAMES_SEPARATOR, type SheetField } from '../sheet-columns.ts';
import type { CheckedFile, FieldFault, ImportProduct, ImportVariant } from './import-product.ts';
import { type DecimalSign, decimalSignOf, readAmount } from './read-amount.ts';
import type { ImportRow, ReadFile } from './read-rows.ts';

const COST_DECIMALS = 4;
const MILLI_DECIMALS = 3;
const NAME_LENGTH_MAX = 200;
const SKU_LENGTH_MAX = 64;
const BARCODE_LENGTH_MAX = 128;
const DESCRIPTION_LENGTH_MAX = 2000;
const UNITS = ['piece', 'kg', 'l', 'm'] as const;
const YES_WORDS = /^(y|yes|true|1|active|published|on|x)$/i;
const NO_WORDS = /^(n|no|false|0|-1|archived|draft|inactive|unlisted|off)$/i;
/** A price that is said at the till. */
const OPEN_WORDS = /^(variable|open)$/i;

/** How the numbers of a file are read. */
interface Reading {
  readonly file: ReadFile;
  readonly sign: DecimalSign;
  /** Decimals of the business's currency. */
  readonly exponent: number;
  readonly faults: FieldFault[];
}

/** Reads the cells of a file: numbers, yes and no, lengths; and what stands twice in it. Nothing is looked up. */
export function checkRows(file: ReadFile, exponent: number): CheckedFile {
  const sign = decimalSignOf(file.rows.flatMap(({ fields }) => [fields.price ?? '', fields.cost ?? '']));
  const reading: Reading = { file, sign, exponent, faults: [] };
  for (const field of ['sku', 'barcode', 'variantId'] as const) findTwice(reading, field);
  const products = [...Map.groupBy(file.rows, ({ group }) => group).values()].flatMap((rows) => {
    const before = reading.faults.length;
    const product = productOf(reading, rows);
    return product === null || reading.faults.length > before ? [] : [product];
  });
  const bad = new Set(reading.faults.map(({ line }) => line));
  const good = products.filter(({ variants }) => variants.every(({ line }) => !bad.has(line)));
  return { products: good, faults: reading.faults };
}

function findTwice({ file, faults }: Reading, field: 'sku' | 'barcode' | 'variantId'): void {
  const first = new Map<string, number>();
  for (const { line, fields, isProductOnly } of file.rows) {
    const value = fields[field];
    if (value === undefined || isProductOnly) continue;
    const before = first.get(value);
    if (before === undefined) first.set(value, line);
    else faults.push({ line, field, message: `${value} stands in line ${before} already. Each variant has its own.` });
  }
}

/** A product is what the first of its rows that says it says. */
function productOf(reading: Reading, rows: readonly ImportRow[]): ImportProduct | null {
  const first = must(rows[0], 'a group has a row');
  const said = (field: SheetField): { line: number; value: string } | undefined => {
    const row = rows.find(({ fields }) => fields[field] !== undefined);
    return row === undefined ? undefined : { line: row.line, value: row.fields[field] ?? '' };
  };
  const refuse = (field: SheetField, message: string, line = first.line): void =>
    void reading.faults.push({ line, field, message });
  const name = said('product')?.value.normalize('NFC');
  if (name === undefined) refuse('product', 'Write the name of the product.');
  else if (name.length > NAME_LENGTH_MAX) refuse('product', `A name has at most ${NAME_LENGTH_MAX} characters.`);
  const parts = rows.filter(({ isProductOnly }) => !isProductOnly);
  const variants = parts.map((row) => variantOf(reading, row));
  requireNames(variants, (line, message) => refuse('variant', message, line));
  if (name === undefined || variants.length === 0) return null;
  const unit = said('unit');
  const unitName = unit === undefined ? undefined : unitOf(unit.value);
  if (unit !== undefined && unitName === undefined) refuse('unit', 'A unit is piece, kg, l or m.', unit.line);
  const yesNo = (field: SheetField): boolean | undefined => {
    const cell = said(field);
    return cell === undefined ? undefined : readYesNo(reading, cell.line, field, cell.value);
  };
  const reorder = said('reorderLevel');
  const level =
    reorder === undefined
      ? undefined
      : readNumber(reading, { ...reorder, field: 'reorderLevel', decimals: MILLI_DECIMALS });
  const description = said('description')?.value;
  const isOpen = parts.some(({ fields }) => OPEN_WORDS.test(fields.price ?? ''));
  return {
    line: first.line,
    name,
    category: categoryOf(reading, said('category')?.value),
    taxes: said('taxes') === undefined ? undefined : taxesOf(said('taxes')?.value ?? ''),
    fields: withoutUndefined({
      unit: unitName,
      description: description === undefined ? undefined : plainText(description),
      reorderLevelMilli: level === undefined ? undefined : milli(level),
      trackInventory: yesNo('trackStock'),
      returnable: yesNo('returnable'),
      isWeighed: yesNo('weighed'),
      isOpenPrice: isOpen ? true : undefined,
    }),
    variants,
  };
}

/** Variants of one product are told apart by their names; one alone may have none. */
function requireNames(variants: readonly ImportVariant[], refuse: (line: number, message: string) => void): void {
  const seen = new Set<string>();
  for (const { line, name } of variants) {
    const key = name.toLowerCase();
    if (variants.length > 1 && name === '')
      refuse(line, 'The product has several rows: name each variant, such as 50 cl.');
    else if (seen.has(key)) refuse(line, `The product has a variant ${name} above already.`);
    seen.add(key);
  }
}

function variantOf(reading: Reading, { line, fields }: ImportRow): ImportVariant {
  const tooLong = (field: 'sku' | 'barcode' | 'variant', max: number): void => {
    if ((fields[field] ?? '').length > max)
      reading.faults.push({ line, field, message: `It has more than ${max} characters.` });
  };
  tooLong('sku', SKU_LENGTH_MAX);
  tooLong('barcode', BARCODE_LENGTH_MAX);
  tooLong('variant', NAME_LENGTH_MAX);
  const id = idSchema.safeParse(fields.variantId);
  if (fields.variantId !== undefined && !id.success)
    reading.faults.push({
      line,
      field: 'variantId',
      message: 'This is no id. Leave it empty for what is new.',
    });
  return {
    line,
    variantId: id.success ? id.data : undefined,
    name: fields.variant ?? '',
    sku: fields.sku,
    barcode: fields.barcode?.replace(/^'(?=\d)/, ''),
    sellingPriceMinor: priceOf(reading, line, fields.price),
    costE4: costOf(reading, line, fields.cost),
    isActive: fields.active === undefined ? undefined : readYesNo(reading, line, 'active', fields.active),
  };
}

function priceOf(reading: Reading, line: number, value: string | undefined): Minor | undefined {
  if (value === undefined || OPEN_WORDS.test(value)) return undefined;
  const read = readNumber(reading, { line, value, field: 'price', decimals: reading.exponent });
  return read === undefined ? undefined : minor(read);
}

function costOf(reading: Reading, line: number, value: string | undefined): CostE4 | undefined {
  if (value === undefined) return undefined;
  const read = readNumber(reading, { line, value, field: 'cost', decimals: reading.exponent + COST_DECIMALS });
  return read === undefined ? undefined : costE4(read);
}

function readNumber(
  { sign, faults }: Reading,
  cell: { readonly line: number; readonly value: string; readonly field: SheetField; readonly decimals: number },
): number | undefined {
  const read = readAmount(cell.value, sign, cell.decimals);
  if (read !== null && read >= 0) return read;
  const message =
    read === null
      ? `“${cell.value.slice(0, 40)}” is no amount with at most ${cell.decimals} digits after the ${sign === '.' ? 'point' : 'comma'}.`
      : 'An amount is not below zero.';
  faults.push({ line: cell.line, field: cell.field, message });
  return undefined;
}

function readYesNo({ faults }: Reading, line: number, field: SheetField, value: string): boolean | undefined {
  if (YES_WORDS.test(value)) return true;
  if (NO_WORDS.test(value)) return false;
  faults.push({ line, field, message: 'Write yes or no.' });
  return undefined;
}

function unitOf(value: string): (typeof UNITS)[number] | undefined {
  return UNITS.find((unit) => unit === value.toLowerCase());
}

/** Of several categories of another program the first, of a path its last part. */
function categoryOf({ file }: Reading, value: string | undefined): string | undefined {
  if (value === undefined || file.format.name === 'stockavoo') return value?.slice(0, NAME_LENGTH_MAX);
  const first = file.format.name === 'woocommerce' ? value.split(',')[0] : value;
  return (first?.split('>').at(-1) ?? '').trim().slice(0, NAME_LENGTH_MAX) || undefined;
}

function taxesOf(value: string): string[] {
  return value
    .split(NAMES_SEPARATOR)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Descriptions of web shops are pages: their text is kept. */
function plainText(description: string): string {
  const text = description
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
  return text.slice(0, DESCRIPTION_LENGTH_MAX).toWellFormed();
}

function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const kept: { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } = {};
  return Object.assign(kept, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
