import type { SalesFigures, SalesGroupBy } from '#shared/api/reports.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Happened, Sale } from './made-trade.ts';

/** A sale with where and when it was made. */
export type Told = { readonly at: Happened; readonly sale: Sale };
type Line = Sale['lines'][number];
type ToldLine = Told & { readonly line: Line };

export function salesOf(events: readonly Happened[]): Told[] {
  return events.flatMap((at) =>
    at.said.type === 'sale.completed' || at.said.type === 'sale.refunded' ? [{ at, sale: at.said.payload }] : [],
  );
}

export const linesOf = (sales: readonly Told[]): ToldLine[] =>
  sales.flatMap((told) => told.sale.lines.map((line) => ({ ...told, line })));

export const total = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);

/** Half away from zero, as money is rounded everywhere. */
export const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value)) || 0;

export const lineCostE4 = (line: Line): number => rounded((line.unitCostE4 * line.quantityMilli) / 1000);

/** The figures of some lines, added up one by one. */
export function figuresTold(lines: readonly ToldLine[], ofParts = false): SalesFigures {
  const sold = lines.filter(({ line }) => line.quantityMilli >= 0);
  const back = lines.filter(({ line }) => line.quantityMilli < 0);
  const distinct = (of: readonly ToldLine[]): number => new Set(of.map(({ sale }) => sale.saleId)).size;
  const net = total(lines.map(({ line }) => line.totalMinor));
  const tax = total(lines.map(({ line }) => line.taxMinor));
  const margin = net - tax - rounded(total(lines.map(({ line }) => lineCostE4(line))) / 10_000);
  const gross = total(sold.map(({ line }) => line.grossMinor));
  const discount = total(sold.map(({ line }) => line.discountMinor));
  const saleCount = ofParts ? distinct(sold) : distinct(lines.filter(({ sale }) => sale.kind !== 'refund'));
  return {
    saleCount,
    refundCount: ofParts ? distinct(back) : distinct(lines.filter(({ sale }) => sale.kind === 'refund')),
    lineCount: sold.length,
    unitsMilli: milli(total(sold.map(({ line }) => line.quantityMilli))),
    refundUnitsMilli: milli(total(back.map(({ line }) => -line.quantityMilli))),
    grossMinor: minor(gross),
    discountMinor: minor(discount),
    refundsMinor: minor(total(back.map(({ line }) => -line.totalMinor))),
    netMinor: minor(net),
    taxMinor: minor(tax),
    marginMinor: minor(margin),
    marginPpm: net - tax > 0 ? rounded((margin * 1_000_000) / (net - tax)) : null,
    averageBasketMinor: minor(saleCount > 0 ? rounded((gross - discount) / saleCount) : 0),
  };
}

/** Monday of a day's week. */
function weekOf(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return new Date(ms - ((new Date(ms).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}

export function timeKey(groupBy: string, day: string): string {
  return groupBy === 'day' ? day : groupBy === 'week' ? weekOf(day) : `${day.slice(0, 7)}-01`;
}

export function groupOf(groupBy: SalesGroupBy, { at, line }: ToldLine): string {
  switch (groupBy) {
    case 'day':
    case 'week':
    case 'month':
      return timeKey(groupBy, at.day);
    case 'hour':
      return String(at.hour).padStart(2, '0');
    case 'store':
    case 'till':
      // The web is a till of each store, under the store's own id.
      return at.store.id;
    case 'category':
      return line.categoryId ?? NO_ID;
    case 'product':
      return line.variantId ?? NO_ID;
    case 'cashier':
      return at.actorId;
  }
}

export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return new Map([...groups].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
