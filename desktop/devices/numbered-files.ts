import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** So many receipts stay in a folder; the oldest make room. */
const RECEIPTS_KEPT_MAX = 500;
const NUMBER_DIGITS = 6;
const PRINTED = /^(\d{6,})-.*\.(txt|bin|png)$/;

/** The next number of a folder that receipts are printed into; drops the oldest where it is full. */
export async function nextNumber(folder: string): Promise<string> {
  const printed = (await readdir(folder)).filter((name) => PRINTED.test(name));
  const numbers = [...new Set(printed.map(numberOf))].toSorted((one, other) => one - other);
  const tooOld = new Set(numbers.slice(0, Math.max(0, numbers.length + 1 - RECEIPTS_KEPT_MAX)));
  for (const name of printed) {
    if (tooOld.has(numberOf(name))) await rm(join(folder, name), { force: true });
  }
  return String((numbers.at(-1) ?? 0) + 1).padStart(NUMBER_DIGITS, '0');
}

function numberOf(name: string): number {
  return Number(PRINTED.exec(name)?.[1] ?? 0);
}
