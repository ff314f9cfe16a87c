/** So many units at a whole price in the minor unit. */
export type PricedPart = { readonly units: number; readonly priceMinor: number };

/**
 * Units that come to an exact amount, as a till can write them down: at one price, or, where the price has parts of the
 * minor unit, some at one price and the rest at the next.
 */
export function exactParts(units: number, amountMinor: number): readonly PricedPart[] {
  const lower = Math.floor(amountMinor / units);
  const dearer = amountMinor - lower * units;
  const parts = [
    { units: units - dearer, priceMinor: lower },
    { units: dearer, priceMinor: lower + 1 },
  ];
  return parts.filter((part) => part.units > 0);
}
