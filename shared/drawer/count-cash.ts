import { assert } from '#shared/base/assert.ts';
import { type Minor, minor } from '#shared/base/money.ts';

/** So many notes or coins of one size. */
export type CountedPieces = { readonly denominationMinor: Minor; readonly pieces: number };

/** What a counted drawer holds, from its notes and coins. */
export function countCash(counted: readonly CountedPieces[]): Minor {
  let sum = 0;
  for (const { denominationMinor, pieces } of counted) {
    assert(Number.isSafeInteger(pieces) && pieces >= 0, 'pieces are counted, so they are whole and not negative');
    sum += denominationMinor * pieces;
  }
  return minor(sum);
}
