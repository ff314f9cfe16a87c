import type { SalesFigures, SalesSummary } from '#shared/api/reports.ts';

/** What the figures are held against: the day before cut at this time of day while the day runs, else all of it. */
export function comparedWith(summary: Pick<SalesSummary, 'before' | 'beforeSoFar'>): SalesFigures {
  return summary.beforeSoFar ?? summary.before;
}

/** How it is said that nothing was sold then: by this time of day while the day runs, though something may have been later on. */
export function noneWords({ beforeSoFar }: Pick<SalesSummary, 'beforeSoFar'>): 'none_by_now' | 'none_day' {
  return beforeSoFar === null ? 'none_day' : 'none_by_now';
}

/** The same for one row; null where it did not sell then. */
export function rowComparedWith(row: SalesSummary['rows'][number]): SalesFigures | null {
  return row.beforeSoFar ?? row.before;
}
