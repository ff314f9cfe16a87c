import type { SaleView } from '#shared/till-calls/sale-view.ts';

/** The line that a panel is about; undefined once it is gone. */
export function lineOf(sale: SaleView | null, lineId: string | null): SaleView['lines'][number] | undefined {
  return sale?.lines.find(({ id }) => id === lineId);
}
