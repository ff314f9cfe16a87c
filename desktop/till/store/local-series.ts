import { databaseHead, type TillStore } from './till-store.ts';
import { isBehind } from './head-file.ts';
import { nextSeries } from './receipt-series.ts';

export type LocalSeries = { readonly changed: boolean };

/**
 * Takes the next local series letter where this file is a copy of an earlier day, or lies on a machine without its key: the
 * numbers that it would give next were given already. Before the first sale, and once.
 */
export function guardSeries(store: TillStore, hasKey: boolean): LocalSeries {
  const head = store.read(databaseHead);
  if (head === null) return { changed: false };
  const isCopy = !hasKey || isBehind(head, store.headFound);
  if (!isCopy) return { changed: false };
  store.write((writer) => {
    const current = writer.meta.epoch();
    if (current === null) return;
    const seen = store.headFound?.series ?? current.series;
    const latest =
      seen.length > current.series.length || (seen.length === current.series.length && seen > current.series)
        ? seen
        : current.series;
    writer.meta.setEpoch({ ...current, series: nextSeries(latest) });
  });
  store.noteHead();
  return { changed: true };
}
