import { type Id, NO_ID } from '#shared/base/ids.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import type { BusinessDate } from '#shared/base/time.ts';

/** What lies on a shelf of one batch; the zero id holds what belongs to none. */
export type Lot = {
  readonly batchId: Id;
  /** Null where it keeps for ever. */
  readonly expiresOn: BusinessDate | null;
  readonly quantityMilli: number;
};

/** How much is taken of which batch; always more than nothing. */
export type Taken = { readonly batchId: Id; readonly quantityMilli: Milli };

/**
 * Takes goods first expired first out; what keeps for ever goes last, of two that expire on one day the older batch first.
 *
 * What nobody knows to lie there is taken of the last batch that was reached, whose level then goes below zero: the goods
 * are gone, whatever the books say.
 */
export function takeFirstExpired(lots: readonly Lot[], wantedMilli: number): Taken[] {
  const inOrder = lots.toSorted(byExpiry);
  const taken = new Map<Id, number>();
  let left = wantedMilli;
  for (const lot of inOrder) {
    if (left <= 0) break;
    const part = Math.min(left, Math.max(0, lot.quantityMilli));
    if (part > 0) taken.set(lot.batchId, part);
    left -= part;
  }
  if (left > 0) {
    const last = [...taken.keys()].at(-1) ?? inOrder[0]?.batchId ?? NO_ID;
    taken.set(last, (taken.get(last) ?? 0) + left);
  }
  return [...taken].map(([batchId, quantityMilli]) => ({ batchId, quantityMilli: milli(quantityMilli) }));
}

function byExpiry(one: Lot, other: Lot): number {
  if (one.expiresOn !== other.expiresOn) {
    if (one.expiresOn === null) return 1;
    if (other.expiresOn === null) return -1;
    return one.expiresOn < other.expiresOn ? -1 : 1;
  }
  return one.batchId < other.batchId ? -1 : 1;
}
