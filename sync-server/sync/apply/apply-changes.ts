import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { runRows } from '../rows/insert-rows.ts';
import { collectEffects } from './collect-effects.ts';
import type { Effects, FeedKey } from './effects.ts';
import { annotateSales } from './facts/annotate-sales.ts';
import { INSERT_AWAITING, judgeReferences } from './facts/judge-references.ts';
import { judgePaid } from './facts/judge-paid.ts';
import { lockExpenses, settleExpenses } from './facts/settle-expenses.ts';
import { settleCases } from './facts/settle-cases.ts';
import { judgeRefunds } from './facts/judge-refunds.ts';
import { type KnownReferences, knownReferences } from './facts/known-references.ts';
import { bringsAwaited, lockMeeting, missesAny } from './facts/lock-meeting.ts';
import { markOrders } from './facts/mark-orders.ts';
import { resolveAwaiting } from './facts/resolve-awaiting.ts';
import { lockTransfers, settleTransfers } from './facts/settle-transfers.ts';
import { settlePayments } from './facts/settle-payments.ts';
import { voidSales } from './facts/void-sales.ts';
import { writeFacts } from './facts/write-facts.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { writeBalances } from './ledgers/write-balances.ts';
import { writeCredits } from './ledgers/write-credits.ts';
import { writeLevels } from './levels/write-levels.ts';
import { mergeRecords } from './records/merge-records.ts';
import { writeRollups } from './rollups/write-rollups.ts';

/** What became of a batch: why which change is odd, and the rows that move in the feed. */
export type AppliedBatch = { readonly reviews: ReadonlyMap<Id, readonly string[]>; readonly feed: readonly FeedKey[] };

/**
 * Applies a batch of changes of one writer with all their effects: records, facts, levels, balances, rollups, each as a set.
 *
 * The only writer of facts, levels, sums and feed. The caller holds the till's row, and writes the feed as the last
 * statement before COMMIT. Locks are taken in one order everywhere: till, records, what is awaited, facts, levels,
 * balances, rollups, feed.
 *
 * @throws {PermanentRefusal} where a change can never be applied as it is
 */
export async function applyChanges(tx: Tx, context: ApplyContext, batch: readonly Incoming[]): Promise<AppliedBatch> {
  const effects = collectEffects(context, batch);
  if (effects.edits.length + effects.offers.length > 0) await mergeRecords(tx, context, effects);
  const known = await meet(tx, context, effects, batch);
  const awaiting = judgeReferences(batch, effects, known);
  writeDownReviews(effects);
  await lockExpenses(tx, context, effects);
  await lockTransfers(tx, context, effects);
  await Promise.all([writeFacts(tx, context, effects), runRows(tx, context, INSERT_AWAITING, awaiting)]);
  await settleCases(tx, context, effects);
  await judgeArrived(tx, context, effects);
  await resolveAwaiting(tx, context, effects);
  await settleExpenses(tx, context, effects);
  await settleTransfers(tx, context, effects);
  const overdrawn = await writeLevels(tx, context, effects);
  await markOverdrawn(tx, context, effects, overdrawn);
  await writeBalances(tx, context, effects);
  await writeCredits(tx, context, effects);
  await writeRollups(tx, context, effects.rollups);
  return { reviews: effects.reviews, feed: [...effects.feed.values()] };
}

/** What the batch refers to and what of it is here: looked up so that nothing which comes at this moment is missed. */
async function meet(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  batch: readonly Incoming[],
): Promise<KnownReferences> {
  const actorIds = batch.map(({ change }) => change.actorId);
  const known = await knownReferences(tx, context, effects, actorIds);
  if (!missesAny(effects, known)) {
    if (bringsAwaited(effects)) await lockMeeting(tx, context.businessId, 'shared');
    return known;
  }
  await lockMeeting(tx, context.businessId, 'alone');
  return knownReferences(tx, context, effects, actorIds);
}

/** Puts what is odd so far on the orders before they are written. */
function writeDownReviews(effects: Effects): void {
  for (const [index, order] of effects.orders.entries()) {
    const reasons = effects.reviews.get(order.change_id ?? '');
    if (reasons !== undefined)
      effects.orders[index] = { ...order, needs_review: true, review_reasons: arrayLiteral(reasons) };
  }
}

/** Judges what the batch itself says of sales and payments that are here. */
async function judgeArrived(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  await voidSales(
    tx,
    context,
    effects,
    effects.voids.map(({ saleId }) => saleId),
  );
  const refunded = new Set(effects.orders.flatMap((order) => (order.refund_of === null ? [] : [order.refund_of])));
  await judgeRefunds(tx, context, effects, [...refunded]);
  await settlePayments(
    tx,
    context,
    effects,
    effects.settlements.flatMap(({ payment_id }) => payment_id ?? []),
  );
  await judgePaid(
    tx,
    context,
    effects,
    effects.received.flatMap(({ saleId }) => saleId ?? []),
  );
  await annotateSales(
    tx,
    context,
    effects,
    effects.annotations.map(({ saleId }) => saleId),
  );
}

async function markOverdrawn(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  changeIds: ReadonlySet<string>,
): Promise<void> {
  for (const id of changeIds) effects.review(id, 'negative_stock');
  const saleIds = effects.orders.flatMap((order) =>
    order.id !== null && changeIds.has(order.change_id ?? '') ? [order.id] : [],
  );
  await markOrders(tx, context, saleIds, { reason: 'negative_stock', isThere: true });
}
