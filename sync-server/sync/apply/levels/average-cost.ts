/**
 * The moving average after goods came in: what lay there at its average, and what came at its own cost, per unit.
 *
 * A level below zero counts as empty, so that goods sold before they were booked in don't turn the average round.
 */
export function averageCostAfter(
  before: { readonly quantityMilli: number; readonly averageCostE4: number },
  received: { readonly quantityMilli: number; readonly unitCostE4: number },
): number {
  if (received.quantityMilli <= 0) return before.averageCostE4;
  const lying = BigInt(Math.max(0, before.quantityMilli));
  const coming = BigInt(received.quantityMilli);
  const total = lying + coming;
  const value = lying * BigInt(before.averageCostE4) + coming * BigInt(received.unitCostE4);
  return Number((value * 2n + total) / (total * 2n));
}
