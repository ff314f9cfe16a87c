import { databaseHead } from './database-head.ts';
import { type Head, isBehind } from './head-file.ts';
import { isLaterSeries, nextSeries } from './receipt-series.ts';
import type { Writer } from './till-tables.ts';

export type SeriesAsked = { readonly hasKey: boolean; readonly headFound: Head | null };

/**
 * Takes the next local series letter where this file is a copy of an earlier day, or lies on a machine without its key: the
 * numbers that it would give next were given already. Before the first sale.
 *
 * @returns whether it did
 */
export function guardSeries(writer: Writer, { hasKey, headFound }: SeriesAsked): boolean {
  const head = databaseHead(writer);
  const current = writer.meta.epoch();
  if (head === null || current === null) return false;
  if (hasKey && !isBehind(head, headFound)) return false;
  const seen = headFound?.series ?? current.series;
  const latest = isLaterSeries(seen, current.series) ? seen : current.series;
  writer.meta.setEpoch({ ...current, series: nextSeries(latest) });
  return true;
}
