import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, minor } from '#shared/base/money.ts';

/** What a thing may cost: on its own, and by the barcode that it was found by. */
export type PricedItem = {
  readonly sellingPriceMinor: number;
  readonly barcode: { readonly factorMilli: number; readonly priceMinor: number | null } | null;
};

export type ItemPrice = { readonly unitPriceMinor: Minor; readonly source: 'barcode' | 'list' | 'variant' };

/**
 * What an item costs: the barcode's own price, else the first of the lists that names it, else the variant's.
 *
 * @param lists the customer's first, then the default one; null for none
 * @param listed what a list says of it at this moment
 */
export function itemPrice(
  item: PricedItem,
  lists: readonly (string | null)[],
  listed: (listId: string) => number | null,
): ItemPrice {
  const own = item.barcode?.priceMinor ?? null;
  if (own !== null) return { unitPriceMinor: minor(own), source: 'barcode' };
  const factorMilli = item.barcode?.factorMilli ?? 1000;
  for (const listId of lists) {
    const price = listId === null ? null : listed(listId);
    if (price !== null) return { unitPriceMinor: perUnit(price, factorMilli), source: 'list' };
  }
  return { unitPriceMinor: perUnit(item.sellingPriceMinor, factorMilli), source: 'variant' };
}

/** A carton without a price of its own costs what its pieces cost. */
function perUnit(priceMinor: number, factorMilli: number): Minor {
  return minor(mulDivRound(priceMinor, factorMilli, 1000));
}
