import { HLC_ZERO, type Hlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';

/** Where a change stands in its till's own order: the counter of its epoch, then its seq. */
export type Position = { readonly epochCounter: number; readonly seq: number };

export function comparePosition(one: Position, other: Position): number {
  return one.epochCounter - other.epochCounter || one.seq - other.seq;
}

/** The later of two, null standing for "nothing yet". */
export function laterPosition(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other;
  return comparePosition(one, other) >= 0 ? one : other;
}

/** A level as the feed brought it, with what the till remembers of the page that did. */
export type LevelRowState = {
  readonly quantityMilli: Milli;
  /** Stamp of the count that the level starts from; HLC_ZERO where nobody counted. */
  readonly anchorHlc: Hlc;
  /** `appliedThrough` of that page. */
  readonly included: Position | null;
  /** Ids of own changes that waited in quarantine in that page, or in the last one that completed the class. */
  readonly quarantined: ReadonlySet<Id>;
};

/** An own movement or count of this variant and batch, at its change's place. `stamp` is that of the change's rank. */
export type OwnMovement = {
  readonly changeId: Id;
  readonly position: Position;
  readonly stamp: Hlc;
  readonly quantityMilli: Milli;
};
export type OwnCount = {
  readonly changeId: Id;
  readonly position: Position;
  readonly stamp: Hlc;
  readonly countedMilli: Milli;
};

/** A level that the till has no row of; `quarantined` is then the list that completed the class. */
export const NO_LEVEL_ROW: LevelRowState = {
  quantityMilli: milli(0),
  anchorHlc: HLC_ZERO,
  included: null,
  quarantined: new Set(),
};

/**
 * The stock that a till shows: exact row by row, whatever was pushed and not yet pulled, and whatever answer got lost.
 *
 * The server's level, and on it the own movements that it can't contain yet: those after what the row or its whole class
 * is known to hold, and those that wait in quarantine. What happened before the row's anchor was counted with it. An own
 * count that the level does not contain yet is the anchor itself.
 */
export function shownLevel(view: {
  readonly row: LevelRowState;
  readonly completeThrough: Position | null;
  readonly movements: readonly OwnMovement[];
  readonly counts: readonly OwnCount[];
}): Milli {
  const contained = laterPosition(view.row.included, view.completeThrough);
  const isContained = (position: Position): boolean => contained !== null && comparePosition(position, contained) <= 0;
  const count = latestCount(view.counts.filter((own) => !isContained(own.position)));
  const countsAnew = count !== null && count.stamp > view.row.anchorHlc;
  const anchor = countsAnew ? count.stamp : view.row.anchorHlc;
  let shown: number = countsAnew ? count.countedMilli : view.row.quantityMilli;
  for (const own of view.movements) {
    const waits = !isContained(own.position) || view.row.quarantined.has(own.changeId);
    if (waits && own.stamp > anchor) shown += own.quantityMilli;
  }
  return milli(shown);
}

function latestCount(counts: readonly OwnCount[]): OwnCount | null {
  let latest: OwnCount | null = null;
  for (const count of counts) {
    if (
      latest === null ||
      count.stamp > latest.stamp ||
      (count.stamp === latest.stamp && comparePosition(count.position, latest.position) > 0)
    )
      latest = count;
  }
  return latest;
}

/** A level and the stamp of the count that it starts from. */
export type AnchoredLevel = { readonly quantityMilli: Milli; readonly anchorHlc: Hlc };

/**
 * A level after a movement: one that happened before the anchor was counted already, and only changes that count's variance.
 */
export function levelAfterMovement(
  level: AnchoredLevel,
  movement: { readonly stamp: Hlc; readonly quantityMilli: Milli },
): AnchoredLevel {
  if (movement.stamp <= level.anchorHlc) return level;
  return { ...level, quantityMilli: milli(level.quantityMilli + movement.quantityMilli) };
}

/**
 * A level after a count: what was counted, and all that is known to have happened since, whichever arrived first.
 *
 * `movementsSince` are the movements known with a later stamp than the count's. An older count than the anchor changes
 * nothing; of two with the same stamp the one that was applied first stays.
 */
export function levelAfterCount(
  level: AnchoredLevel,
  count: { readonly stamp: Hlc; readonly countedMilli: Milli },
  movementsSince: readonly { readonly quantityMilli: Milli }[],
): AnchoredLevel {
  if (count.stamp <= level.anchorHlc) return level;
  let quantity: number = count.countedMilli;
  for (const movement of movementsSince) quantity += movement.quantityMilli;
  return { quantityMilli: milli(quantity), anchorHlc: count.stamp };
}
