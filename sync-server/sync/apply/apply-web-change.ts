import { assert } from '#shared/base/assert.ts';
import { nextHlc } from '#shared/base/hlc.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { ChangeType, PayloadOf } from '#shared/changes/change-body.ts';
import { type ChainEnd, endAfter, makeChange } from '#shared/changes/make-change.ts';
import { SERVER_TILL_ID, makeRank } from '#shared/sync/rank.ts';
import type { Tx } from '#server/store/pool.ts';
import { runRows } from '../rows/insert-rows.ts';
import { sha256 } from '../rows/sha256.ts';
import { applyChanges } from './apply-changes.ts';
import { INSERT_CHANGES, appliedRow } from './change-rows.ts';
import type { FeedKey } from './effects.ts';
import { pokeWithin } from '../live/poke.ts';
import { noteReceipts } from '../push/receipt-series.ts';
import { randomEpochHex } from '../till/random-epoch-hex.ts';
import { writeFeed } from './feed/write-feed.ts';
import type { Incoming } from './incoming.ts';
import { type ServerWriter, lockServerWriter } from './server-writer.ts';

/** One thing that the web did: the type of the change, its payload, and what it is about. */
export type WebChange<Type extends ChangeType = ChangeType> = {
  readonly [One in Type]: { readonly type: One; readonly entityId: Id; readonly payload: PayloadOf<One> };
}[Type];

/** Who did it and where; `storeId` is null for records, and the store for facts. */
export type WebWrite = {
  readonly businessId: Id;
  readonly storeId: Id | null;
  readonly actorId: Id;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly dayStartMinutes: number;
  readonly makeId: MakeId;
};

export type WebChangeResult = {
  readonly changeId: Id;
  readonly outcome: 'applied' | 'applied_for_review';
  readonly reasons: readonly string[];
};

/** The largest import that one transaction takes. */
const WEB_CHANGES_MAX = 1000;

/**
 * Applies what the web did as one change of till 0: the same way that a till's changes go.
 *
 * It ends with the feed, which must be the last statement of the transaction: audit rows and the like go before it.
 */
export async function applyWebChange(tx: Tx, write: WebWrite, change: WebChange): Promise<WebChangeResult> {
  const [result] = await applyWebChanges(tx, write, [change]);
  if (result === undefined) throw new Error('one change gives one result');
  return result;
}

/** The same for several at once, such as a page of an import: at most a thousand. */
export async function applyWebChanges(
  tx: Tx,
  write: WebWrite,
  changes: readonly WebChange[],
): Promise<WebChangeResult[]> {
  const [results] = await applyWebWrites(tx, [{ write, changes }]);
  return results ?? [];
}

/**
 * The same for several writers of one business, such as till 0 of the business for the records and that of a store for the
 * facts that name them: each in its own chain, all in one transaction, with one feed at its end.
 *
 * @returns the results of each part, in the order of the parts
 */
export async function applyWebWrites(
  tx: Tx,
  parts: readonly { readonly write: WebWrite; readonly changes: readonly WebChange[] }[],
): Promise<WebChangeResult[][]> {
  const count = parts.reduce((sum, { changes }) => sum + changes.length, 0);
  assert(count <= WEB_CHANGES_MAX, `one transaction takes ${WEB_CHANGES_MAX} changes of the web at most`);
  const [first] = parts;
  if (first === undefined) return [];
  const at = new Date(first.write.nowMs);
  const { businessId, makeId } = first.write;
  // All writers before any row of theirs, in the order of their keys: records of the business come before facts of stores.
  const inOrder = [...parts.entries()].toSorted(([, one], [, other]) =>
    (one.write.storeId ?? '') < (other.write.storeId ?? '') ? -1 : 1,
  );
  const locked: { readonly index: number; readonly writer: ServerWriter }[] = [];
  for (const [index, { write }] of inOrder) {
    const writer = await lockServerWriter(tx, { businessId, storeId: write.storeId, at, randomHex: randomEpochHex });
    locked.push({ index, writer });
  }
  const results = new Map<number, WebChangeResult[]>();
  const feed = new Map<string, FeedKey>();
  for (const { index, writer } of locked) {
    const part = parts[index];
    if (part === undefined) continue;
    const applied = await applyAs(tx, writer, part);
    results.set(index, applied.results);
    for (const key of applied.feed) feed.set(`${key.entity} ${key.id}`, key);
  }
  await pokeWithin(tx, businessId);
  await writeFeed(tx, { businessId, at, makeId }, [...feed.values()]);
  return parts.map((_, index) => results.get(index) ?? []);
}

/** Applies the changes of one writer, whose row is locked. */
async function applyAs(
  tx: Tx,
  writer: ServerWriter,
  { write, changes }: { readonly write: WebWrite; readonly changes: readonly WebChange[] },
): Promise<{ results: WebChangeResult[]; feed: readonly FeedKey[] }> {
  const batch = linkChanges(write, writer, changes);
  const context = {
    businessId: write.businessId,
    tillId: writer.tillId,
    storeId: write.storeId,
    at: new Date(write.nowMs),
    makeId: write.makeId,
  };
  const { reviews, feed } = await applyChanges(tx, context, batch);
  await runRows(
    tx,
    context,
    INSERT_CHANGES,
    batch.map((incoming) => appliedRow(writer, incoming, reviews.get(incoming.change.id))),
  );
  const last = batch.at(-1);
  if (last !== undefined) await moveWriter(tx, context, writer, last);
  await noteReceipts(tx, context, batch);
  const results = batch.map(({ change }): WebChangeResult => {
    const reasons = reviews.get(change.id);
    return {
      changeId: change.id,
      outcome: reasons === undefined ? 'applied' : 'applied_for_review',
      reasons: reasons ?? [],
    };
  });
  return { results, feed };
}

/** Makes the changes' bodies, each linked to the one before. */
function linkChanges(write: WebWrite, writer: ServerWriter, changes: readonly WebChange[]): Incoming[] {
  const occurredAt = instantAt(write.nowMs, write.timeZone);
  let end: ChainEnd = { epoch: writer.epoch, lastSeq: writer.lastSeq, lastHash: writer.lastHash };
  let stamp = writer.lastStamp;
  return changes.map((said): Incoming => {
    stamp = nextHlc(stamp, write.nowMs);
    const made = makeChange(
      sha256,
      end,
      {
        id: write.makeId(),
        entityId: said.entityId,
        actorId: write.actorId,
        businessId: write.businessId,
        storeId: write.storeId,
        tillId: writer.tillId,
        occurredAt,
        businessDate: businessDateAt(occurredAt, write.dayStartMinutes),
        clockQuality: 'good',
        hlc: stamp,
      },
      { type: said.type, v: 1, payload: said.payload },
    );
    end = endAfter(made.envelope);
    const { seq, body, bodyHash, hash } = made.envelope;
    const rank = makeRank({ stamp, tillId: SERVER_TILL_ID, epochCounter: writer.epochCounter, seq });
    return { change: made.change, epochCounter: writer.epochCounter, seq, body, bodyHash, hash, rank, stamp };
  });
}

async function moveWriter(
  tx: Tx,
  context: { businessId: Id; at: Date },
  writer: ServerWriter,
  last: Incoming,
): Promise<void> {
  await tx`update till_sync set last_stamp = ${last.stamp}, updated_at = ${context.at}
    where business_id = ${context.businessId} and till_id = ${writer.tillId}`;
  await tx`update till_epochs set last_seq = ${last.seq}, last_hash = ${last.hash}, updated_at = ${context.at}
    where business_id = ${context.businessId} and till_id = ${writer.tillId} and counter = ${writer.epochCounter}`;
}
