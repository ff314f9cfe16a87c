import type { Id } from '#shared/base/ids.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { type Position, comparePosition, laterPosition } from '#shared/stock/level-rules.ts';
import { mergeFields } from '#shared/sync/merge-fields.ts';
import { type Rank, stampOfRank, tillOfRank } from '#shared/sync/rank.ts';
import type { AppliedThrough } from '#shared/sync/pull.ts';
import type { StoredRecord } from '../store/tables/records.ts';

/** Which of the till's own edits a row of the office can't contain yet. */
export type OwnView = {
  readonly tillId: Id;
  /** Everything up to here is in the row. */
  readonly through: Position | null;
  /** Places of own changes that wait in quarantine, as `counter:seq`; they are in no row. */
  readonly quarantinedPlaces: ReadonlySet<string>;
};

export function positionOf(applied: AppliedThrough | null): Position | null {
  return applied === null ? null : { epochCounter: epochCounter(applied.epoch), seq: applied.seq };
}

export function laterOf(one: AppliedThrough | null, other: AppliedThrough | null): Position | null {
  return laterPosition(positionOf(one), positionOf(other));
}

/** How a till's id stands in a rank: what to look for before a record is read whole. */
export function tillMark(tillId: Id): string {
  return tillId.replaceAll('-', '');
}

/** The place of the change that wrote a rank, in its till's own order. */
export function positionOfRank(rank: Rank): Position {
  const [, , counter = '0', seq = '0'] = rank.split('.');
  return { epochCounter: Number.parseInt(counter, 16), seq: Number.parseInt(seq, 16) };
}

/** Whether a field was written here, and the office's row can't know it yet. */
export function isPending(rank: Rank, view: OwnView): boolean {
  if (tillOfRank(rank) !== tillMark(view.tillId)) return false;
  const position = positionOfRank(rank);
  if (view.through === null || comparePosition(position, view.through) > 0) return true;
  return view.quarantinedPlaces.has(`${position.epochCounter}:${position.seq}`);
}

/**
 * Lays the own edits that are still on their way over the office's row, per field where their rank is higher.
 *
 * A pull never wipes what a till has not yet pushed, and nothing of the own stays once the office's row contains it.
 */
export function layOwnEdits(
  office: StoredRecord,
  here: StoredRecord,
  view: OwnView,
): { readonly record: StoredRecord; readonly isOverlaid: boolean } {
  const there = pickFields(office, () => true);
  const own = Object.fromEntries(
    Object.entries(pickFields(here, (rank) => isPending(rank, view))).map(([field, { value, rank }]) => [
      field,
      { value, rank: notBelowOwn(rank, there[field]?.rank ?? '') },
    ]),
  );
  const merged = mergeFields(there, own);
  const isOverlaid = Object.entries(own).some(([field, entry]) => merged[field]?.rank === entry.rank);
  const entries = Object.entries(merged);
  return {
    isOverlaid,
    record: {
      ...office,
      fields: Object.fromEntries(entries.map(([field, entry]) => [field, entry.value])),
      ranks: Object.fromEntries(
        entries.filter(([, entry]) => entry.rank !== '').map(([field, entry]) => [field, entry.rank]),
      ),
    },
  };
}

/**
 * The rank of an own edit, at least that of an earlier own one which the office has: it gives a till's change no lower a stamp
 * than the one before it (`rankStamp`), whatever the till took its clock for when it wrote.
 */
function notBelowOwn(rank: Rank, there: Rank): Rank {
  const isLater =
    tillOfRank(there) === tillOfRank(rank) && comparePosition(positionOfRank(rank), positionOfRank(there)) > 0;
  if (!isLater || there < rank) return rank;
  return stampOfRank(there) + rank.slice(stampOfRank(rank).length);
}

function pickFields(record: StoredRecord, wanted: (rank: Rank) => boolean) {
  const picked: Record<string, { value: StoredRecord['fields'][string]; rank: Rank }> = {};
  for (const [field, value] of Object.entries(record.fields)) {
    const rank = record.ranks[field] ?? '';
    if (wanted(rank)) picked[field] = { value, rank };
  }
  return picked;
}
