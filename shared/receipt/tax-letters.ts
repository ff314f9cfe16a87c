import { minor } from '#shared/base/money.ts';
import type { LineTax } from '#shared/sale/priced.ts';
import type { SoldLine } from '#shared/sale/sale-payload.ts';
import { isSameRate, sumTaxes } from '#shared/sale/sum-priced.ts';

/** A row of the tax table in numbers. Untaxed goods have no letter and no name. */
export type TaxSum = {
  readonly letter: string;
  readonly name: string;
  readonly ratePpm: number;
  readonly baseMinor: number;
  readonly taxMinor: number;
};

export type TaxLetters = {
  /** What stands behind a line: the letters of its rates; nothing behind untaxed goods. */
  readonly letterOf: (line: SoldLine) => string;
  /** By rate in order of first appearance, untaxed goods last; empty where nothing was taxed at all. */
  readonly rows: readonly TaxSum[];
};

function isTaxed(tax: LineTax): boolean {
  return tax.ratePpm > 0;
}

/** A, B, … Z, then AA: more rates than letters would need a sale made to break us. */
function letterAt(place: number): string {
  const last = String.fromCodePoint(65 + (place % 26));
  return place < 26 ? last : `${letterAt(Math.floor(place / 26) - 1)}${last}`;
}

/** Gives each rate of a sale its letter, and adds up the table that the letters point into. */
export function taxLetters(lines: readonly SoldLine[]): TaxLetters {
  const rates = sumTaxes(lines).filter(isTaxed);
  const letterOf = (line: SoldLine): string =>
    rates.map((rate, place) => (line.taxes.some((tax) => isSameRate(tax, rate)) ? letterAt(place) : '')).join('');
  if (rates.length === 0) return { letterOf, rows: [] };
  const rows: TaxSum[] = rates.map(({ name, ratePpm, baseMinor, taxMinor }, place) => ({
    letter: letterAt(place),
    name,
    ratePpm,
    baseMinor,
    taxMinor,
  }));
  const untaxed = lines.filter((line) => !line.taxes.some(isTaxed));
  if (untaxed.length > 0) {
    const baseMinor = minor(untaxed.reduce((sum, line) => sum + line.totalMinor, 0));
    rows.push({ letter: '', name: '', ratePpm: 0, baseMinor, taxMinor: 0 });
  }
  return { letterOf, rows };
}
