import type { SalesGroupBy, SalesSummary } from '#shared/api/reports.ts';
import type { Say } from '../words/words.ts';
import { writtenHour, writtenShortDay, writtenDay } from '../words/written-times.ts';

type Row = SalesSummary['rows'][number];

/** What a row is called: a day, an hour, or the name of what it is about. */
export function rowName(
  row: Row,
  by: SalesGroupBy,
  { say, locale }: { readonly say: Say; readonly locale: string },
): string {
  if (by === 'day') return writtenShortDay(row.key, locale);
  if (by === 'week' || by === 'month') return writtenDay(row.key, locale);
  if (by === 'hour')
    return say('filter_hour', { from: writtenHour(Number(row.key)), to: writtenHour(Number(row.key) + 1) });
  return row.name === '' ? say('unnamed') : row.name;
}

/** The rows in the order people look for them: the newest day first, hours by the clock, the rest by what they brought. */
export function rowsInOrder(rows: readonly Row[], by: SalesGroupBy): readonly Row[] {
  if (by === 'day' || by === 'week' || by === 'month') return rows.toReversed();
  if (by === 'hour') return rows;
  return rows.toSorted((left, right) => right.figures.netMinor - left.figures.netMinor);
}

/** The sales behind a row, as the filters of the list know them; null where the list can't be narrowed that far. */
export function rowSales(row: Row, by: SalesGroupBy, range: { from: string; to: string; store: string | undefined }) {
  switch (by) {
    case 'day':
      return { ...range, from: row.key, to: row.key };
    case 'hour':
      return { ...range, hour: Number(row.key) };
    case 'store':
      return { ...range, store: row.key };
    case 'cashier':
      return { ...range, cashier: row.key };
    case 'product':
      return { ...range, q: row.name };
    case 'week':
    case 'month':
    case 'category':
    case 'till':
      return null;
  }
}
