import { hlcMs } from '#shared/base/hlc.ts';
import { type Rank, compareRank, stampOfRank, tillOfRank } from './rank.ts';

/** A value and who wrote it last. */
export type RankedField<Value> = { readonly value: Value; readonly rank: Rank };

/** A record as it merges: field by field. */
export type RankedFields<Value> = Readonly<Record<string, RankedField<Value>>>;

/** A value that lost against another machine's within a day: kept and shown, since somebody meant it. */
export type LostValue<Value> = {
  readonly field: string;
  readonly lost: RankedField<Value>;
  readonly won: RankedField<Value>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Lays two states of one record over each other: the higher rank wins, per field.
 *
 * In any order, any grouping and any number of times the same comes out, so own edits can be laid over a pulled row and
 * a change can arrive twice.
 */
export function mergeFields<Value>(one: RankedFields<Value>, other: RankedFields<Value>): RankedFields<Value> {
  const merged: Record<string, RankedField<Value>> = { ...one };
  for (const [field, entry] of Object.entries(other)) {
    const present = merged[field];
    if (present === undefined || compareRank(entry.rank, present.rank) > 0) merged[field] = entry;
  }
  return merged;
}

/** The fields of one edit, all under its rank. */
export function rankedEdit<Value>(fields: Readonly<Record<string, Value>>, rank: Rank): RankedFields<Value> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value, rank }]));
}

/** The plain values, without who wrote them. */
export function plainFields<Value>(fields: RankedFields<Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).map(([field, entry]) => [field, entry.value]));
}

/**
 * The values that lose when an edit meets a record: another till wrote them, another value, and both within a day.
 *
 * What one machine corrects of its own is no conflict.
 */
export function lostValues<Value>(current: RankedFields<Value>, edit: RankedFields<Value>): LostValue<Value>[] {
  const lost: LostValue<Value>[] = [];
  for (const [field, entry] of Object.entries(edit)) {
    const present = current[field];
    if (present === undefined || !conflict(present, entry)) continue;
    const editWins = compareRank(entry.rank, present.rank) > 0;
    lost.push(editWins ? { field, lost: present, won: entry } : { field, lost: entry, won: present });
  }
  return lost;
}

function conflict<Value>(one: RankedField<Value>, other: RankedField<Value>): boolean {
  if (tillOfRank(one.rank) === tillOfRank(other.rank)) return false;
  const apartMs = Math.abs(hlcMs(stampOfRank(one.rank)) - hlcMs(stampOfRank(other.rank)));
  return apartMs <= DAY_MS && JSON.stringify(one.value) !== JSON.stringify(other.value);
}
