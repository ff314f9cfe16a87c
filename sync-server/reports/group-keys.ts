import type { TimeOrStore } from '#shared/api/money-reports.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SliceName, sliceNames } from './slice-names.ts';

/** The key of what is not grouped. */
const ALL = 'all';

/** The SQL of a row's group; `day` is the SQL of its day, `store` of its store. */
export function groupKey(groupBy: TimeOrStore, { day, store }: { day: string; store: string }): string {
  switch (groupBy) {
    case 'none':
      return `'${ALL}'`;
    case 'day':
      return `(${day})::text`;
    case 'week':
      return `date_trunc('week', (${day})::timestamp)::date::text`;
    case 'month':
      return `date_trunc('month', (${day})::timestamp)::date::text`;
    case 'store':
      return `${store}::text`;
  }
}

/** What the keys of such a grouping are called. */
export async function groupNames(
  tx: Tx,
  businessId: Id,
  groupBy: TimeOrStore,
  keys: readonly string[],
): Promise<(key: string) => SliceName> {
  if (groupBy === 'none') return () => ({ name: 'All' });
  return sliceNames(tx, businessId, groupBy, keys);
}

/** Rows by their group, in the order of the keys. */
export function byGroup<Row extends { readonly key: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.key, [...(groups.get(row.key) ?? []), row]);
  return new Map([...groups].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
