import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { type Position, comparePosition, laterPosition } from '#shared/stock/level-rules.ts';

/** A balance as the feed brought it, with what the till remembers of the page that did. */
export type BalanceRowState = {
  readonly balanceMinor: Minor;
  /** `appliedThrough` of that page. */
  readonly included: Position | null;
  /** Ids of own changes that waited in quarantine in that page, or in the last one that completed the class. */
  readonly quarantined: ReadonlySet<Id>;
};

/** An own entry of this account, at its change's place. */
export type OwnEntry = { readonly changeId: Id; readonly position: Position; readonly amountMinor: Minor };

/**
 * The balance that a till shows, by the rule of stock: the server's, and on it the own entries that it can't contain yet.
 *
 * Those after what the row or its whole class is known to hold, and those that wait in quarantine. Nobody counts a balance,
 * so it has no anchor.
 */
export function shownBalance(view: {
  readonly row: BalanceRowState;
  readonly completeThrough: Position | null;
  readonly entries: readonly OwnEntry[];
}): Minor {
  const contained = laterPosition(view.row.included, view.completeThrough);
  let shown: number = view.row.balanceMinor;
  for (const own of view.entries) {
    const isContained = contained !== null && comparePosition(own.position, contained) <= 0;
    if (!isContained || view.row.quarantined.has(own.changeId)) shown += own.amountMinor;
  }
  return minor(shown);
}
