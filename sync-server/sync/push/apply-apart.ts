import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { applyChanges } from '../apply/apply-changes.ts';
import type { FeedKey } from '../apply/effects.ts';
import type { ApplyContext, Incoming } from '../apply/incoming.ts';
import { failureKind } from './failure-kind.ts';

/** What of a batch was applied, and what can never be. */
export type Apart = {
  readonly applied: readonly Incoming[];
  readonly refused: readonly { readonly incoming: Incoming; readonly code: string; readonly detail: string }[];
  readonly reviews: ReadonlyMap<Id, readonly string[]>;
  readonly feed: readonly FeedKey[];
};

/**
 * Applies a batch as a set; where one change can never be applied, again one by one, so that only that one is set apart.
 *
 * What may pass with time is thrown on: then the whole batch is tried again later.
 */
export async function applyApart(tx: Tx, context: ApplyContext, batch: readonly Incoming[]): Promise<Apart> {
  try {
    const { reviews, feed } = await tx.savepoint((savepoint) => applyChanges(savepoint, context, batch));
    return { applied: batch, refused: [], reviews, feed };
  } catch (error) {
    if (!failureKind(error).isPermanent) throw error;
  }
  const applied: Incoming[] = [];
  const refused: { incoming: Incoming; code: string; detail: string }[] = [];
  const reviews = new Map<Id, readonly string[]>();
  const feed = new Map<string, FeedKey>();
  for (const incoming of batch) {
    try {
      const one = await tx.savepoint((savepoint) => applyChanges(savepoint, context, [incoming]));
      applied.push(incoming);
      for (const [id, reasons] of one.reviews) reviews.set(id, reasons);
      for (const key of one.feed) feed.set(`${key.entity} ${key.id}`, key);
    } catch (error) {
      const kind = failureKind(error);
      if (!kind.isPermanent) throw error;
      refused.push({ incoming, code: kind.code, detail: kind.detail });
    }
  }
  return { applied, refused, reviews, feed: [...feed.values()] };
}
