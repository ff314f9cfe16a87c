import { type JudgedHistory, eachSighting } from './judged-history.ts';

/**
 * Atomic reads: a sale is at a place with its lines and payments, and what it took from the shelf is gone there too, or
 * none of it is. Nothing else moves stock here, so the stock shown is what the sales that are there took.
 */
export function checkAtomic(history: JudgedHistory): string[] {
  const wrong: string[] = [];
  const takenAt = new Map<string, Map<string, number>>();
  for (const { reader, where, came, went, torn, shown } of eachSighting(history)) {
    wrong.push(...torn.map((what) => `${where}: ${what}`));
    const taken = takenAt.get(reader) ?? new Map<string, number>();
    takenAt.set(reader, taken);
    add(history, taken, came, 1);
    add(history, taken, went, -1);
    for (const variantId of new Set([...taken.keys(), ...Object.keys(shown)])) {
      const [says, lies] = [shown[variantId] ?? 0, taken.get(variantId) ?? 0];
      if (says !== lies)
        wrong.push(`${where}: ${variantId} is shown as ${says}, the sales that are there leave ${lies}`);
    }
  }
  return wrong;
}

function add(history: JudgedHistory, taken: Map<string, number>, sales: readonly string[], sign: 1 | -1): void {
  for (const id of sales) {
    const place = history.placeOfSale.get(id);
    const sale = place === undefined ? null : history.saleOf(place);
    for (const [variantId, milli] of Object.entries(sale?.moves ?? {}))
      taken.set(variantId, (taken.get(variantId) ?? 0) + sign * milli);
  }
}
