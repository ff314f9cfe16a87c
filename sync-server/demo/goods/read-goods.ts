import { assert, must } from '#shared/base/assert.ts';
import { CATEGORIES } from './categories.ts';
import { REAL_BARCODES } from './real-barcodes.ts';

/** One product of the demo shop, before it gets ids. Amounts in kobo. */
export type DemoGood = {
  readonly name: string;
  readonly category: string;
  readonly priceMinor: number;
  readonly costMinor: number;
  readonly isTaxed: boolean;
  readonly isWeighed: boolean;
  readonly isFavourite: boolean;
  /** Days from delivery to expiry; null keeps. */
  readonly shelfLifeDays: number | null;
  /** Pieces in a carton that has a code and a price of its own; null for none. */
  readonly cartonOf: number | null;
  readonly variants: readonly string[];
  /** One per variant. */
  readonly barcodes: readonly string[];
  readonly hasRealBarcode: boolean;
};

/** `*` favourite, `t` taxed, `kg` weighed, `xN` expires after N days, `cN` carton of N, `v:A/B` variants. */
const MARKS = /^(\*?)(t?)(kg)?(t?)(?:x(\d+))?(?:c(\d+))?(?:v:(.+))?$/;

/** The check digit of GS1's mod 10, for the codes that the demo makes. */
function withCheckDigit(twelve: string): string {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += Number(twelve[index]) * (index % 2 === 0 ? 1 : 3);
  return twelve + String((10 - (sum % 10)) % 10);
}

/** A restricted code of the prefixes 040 to 049, which companies may use inside their own walls. */
export function restrictedBarcode(serial: number): string {
  return withCheckDigit(`04${String(serial).padStart(10, '0')}`);
}

function readGood(row: string, category: { name: string; marginPercent: number }, serial: number): DemoGood {
  const [name, price, marks] = row.split('|');
  const mark = must(MARKS.exec(marks ?? ''), `marks of the demo's goods can't be read: ${row}`);
  const priceNaira = Number(price);
  assert(
    name !== undefined && Number.isInteger(priceNaira) && priceNaira > 0,
    `a demo good has a name and a price: ${row}`,
  );
  const marginPercent = category.marginPercent + (serial % 7) - 3;
  const variants = mark[7]?.split('/') ?? [];
  const real = REAL_BARCODES[name];
  const codes =
    variants.length === 0
      ? [real ?? restrictedBarcode(serial * 10)]
      : variants.map((_, index) => restrictedBarcode(serial * 10 + index + 1));
  return {
    name,
    category: category.name,
    priceMinor: priceNaira * 100,
    costMinor: Math.round((priceNaira * (100 - marginPercent)) / 100) * 100,
    isTaxed: mark[2] === 't' || mark[4] === 't',
    isWeighed: mark[3] === 'kg',
    isFavourite: mark[1] === '*',
    shelfLifeDays: mark[5] === undefined ? null : Number(mark[5]),
    cartonOf: mark[6] === undefined ? null : Number(mark[6]),
    variants,
    barcodes: codes,
    hasRealBarcode: real !== undefined,
  };
}

/** All goods of the demo shop, in the order of its shelves. */
export function readGoods(): readonly DemoGood[] {
  let serial = 0;
  return CATEGORIES.flatMap((category) =>
    category.goods.map((row) => {
      serial += 1;
      return readGood(row, category, serial);
    }),
  );
}
