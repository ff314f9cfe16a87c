import { setImmediate as othersTurn } from 'node:timers/promises';
import { Fault } from '#shared/base/fault.ts';
import type { MakeId } from '#shared/base/ids.ts';
import type { Ack, PushAnswer, PushRequest } from '#shared/sync/push.ts';
import type { Tx } from '#server/store/pool.ts';
import { INSERT_CHANGES, correctChanges } from '../apply/change-rows.ts';
import { throughAliases } from '../alone/alone-body.ts';
import { ownFactKey, writeFeed } from '../apply/feed/write-feed.ts';
import type { ApplyContext } from '../apply/incoming.ts';
import { runRows } from '../rows/insert-rows.ts';
import type { EpochHead, LockedTill } from '../till/locked-till.ts';
import { applyApart } from './apply-apart.ts';
import type { Breaker } from './breaker.ts';
import { readChange } from './judge-change.ts';
import { changesAt } from './known-changes.ts';
import { quarantine, refusedRow, refusedWhileApplied, repeatedRow } from './quarantine-rows.ts';
import { noteReceipts } from './receipt-series.ts';
import { type ReadChange, receiveFresh } from './receive-fresh.ts';
import type { Received, Refused } from './received.ts';
import { SequenceGap } from './sequence-gap.ts';

/** What a batch is taken with, beside its till. */
export type Taking = {
  readonly nowMs: number;
  readonly makeId: MakeId;
  readonly breaker: Breaker;
  readonly isRevoked: boolean;
  /** The change that is given up after too many tries, and why. */
  readonly giveUp: { readonly seq: number; readonly code: string } | null;
};

/** A push whose bodies were read: that needs no database, so it is begun before the till's turn comes. */
export type ReadPush = { readonly request: PushRequest; readonly read: readonly ReadChange[] };

/** Read in parts: if a whole push were read at once, the database would have nothing to do for the one before it. */
const READ_AT_ONCE_CHARACTERS = 32 * 1024;

export async function readPush(request: PushRequest): Promise<ReadPush> {
  const read: ReadChange[] = [];
  let characters = 0;
  for (const envelope of request.changes) {
    if (characters > READ_AT_ONCE_CHARACTERS) {
      await othersTurn();
      characters = 0;
    }
    read.push({ envelope, body: readChange(envelope.body) });
    characters += envelope.body.length;
  }
  return { request, read };
}

/**
 * Takes a till's batch: what is known is answered as it was, what is new is applied or set apart, in one transaction.
 *
 * @throws {Fault} `till_forked`, `sequence_gap`, `malformed`, or `unavailable` where the breaker holds
 */
export async function takeBatch(
  tx: Tx,
  till: LockedTill,
  { request, read: sent }: ReadPush,
  taking: Taking,
): Promise<PushAnswer> {
  const epoch = requireEpoch(till, request);
  requireAncestor(epoch, request);
  const acks = await acknowledgeKnown(tx, till, epoch, request);
  const fresh = sent.filter(({ envelope }) => envelope.seq > epoch.lastSeq);
  const first = fresh[0]?.envelope;
  if (first === undefined)
    return { acks, lastSeq: epoch.lastSeq, lastHash: lastHashOf(epoch), serverTime: taking.nowMs };
  if (first.seq > epoch.lastSeq + 1) throw new SequenceGap(epoch.lastSeq + 1);
  const context = contextOf(till, taking);
  const view = { till, epoch, arrivedAtMs: taking.nowMs, isRevoked: taking.isRevoked, giveUp: taking.giveUp };
  const read = await throughAliases(tx, { ...till, epochCounter: epoch.counter }, fresh);
  const { received, state, kept } = await receiveFresh(tx, context, view, read);
  const [, written] = await Promise.all([kept, writeReceived(tx, { till, epoch, taking, context }, received)]);
  const last = fresh.at(-1)?.envelope ?? first;
  await moveHead(tx, till, {
    counter: epoch.counter,
    lastSeq: last.seq,
    lastHash: last.hash,
    stamp: state.stamp,
    at: new Date(taking.nowMs),
    received: fresh.length,
  });
  await writeFeed(tx, { businessId: till.businessId, at: new Date(taking.nowMs), makeId: taking.makeId }, written.feed);
  return {
    acks: [...acks, ...written.acks].toSorted((one, other) => one.seq - other.seq),
    lastSeq: last.seq,
    lastHash: last.hash,
    serverTime: taking.nowMs,
  };
}

function lastHashOf(epoch: EpochHead): string {
  return epoch.lastSeq === 0 ? '' : epoch.chainHash;
}

/** A batch is one run of the epoch that the till writes under now. */
function requireEpoch(till: LockedTill, request: PushRequest): EpochHead {
  const isRun = request.changes.every(
    (envelope, index) => envelope.epoch === request.epoch && envelope.seq === request.firstSeq + index,
  );
  if (!isRun) throw new Fault('malformed', 'The changes of a push are of one epoch and follow each other.');
  if (till.epoch === null || till.epoch.epoch !== request.epoch) {
    throw new Fault('stale_session', 'The till writes under another epoch by now. It says hello again by itself.');
  }
  return till.epoch;
}

/**
 * A push that was sent behind another which had no answer yet goes in only on top of what that one brought: on another
 * history its first change would look like one whose hash is wrong.
 */
function requireAncestor(epoch: EpochHead, { firstSeq, previousHash }: PushRequest): void {
  if (previousHash === undefined || firstSeq !== epoch.lastSeq + 1) return;
  if (previousHash !== epoch.chainHash) throw new SequenceGap(epoch.lastSeq + 1);
}

/** What was received before is answered as it stands now; another text at the same place is another history. */
async function acknowledgeKnown(tx: Tx, till: LockedTill, epoch: EpochHead, request: PushRequest): Promise<Ack[]> {
  const old = request.changes.filter((envelope) => envelope.seq <= epoch.lastSeq);
  const last = old.at(-1);
  if (last === undefined) return [];
  const known = await changesAt(tx, till, { counter: epoch.counter, from: request.firstSeq, to: last.seq });
  return old.map(({ seq, hash }) => {
    const here = known.get(seq);
    if (here === undefined || here.hash !== hash)
      throw new Fault(
        'till_forked',
        `Two histories of this till differ at ${seq}. The till gets a new epoch by itself.`,
      );
    return { seq, hash, outcome: here.outcome };
  });
}

function contextOf(till: LockedTill, taking: Taking): ApplyContext {
  return {
    businessId: till.businessId,
    tillId: till.tillId,
    storeId: till.storeId,
    at: new Date(taking.nowMs),
    makeId: taking.makeId,
  };
}

/** Applies what can be, sets the rest apart, and says in every row of `changes` what became of it. */
async function writeReceived(
  tx: Tx,
  { till, epoch, taking, context }: { till: LockedTill; epoch: EpochHead; taking: Taking; context: ApplyContext },
  received: readonly Received[],
): Promise<{ acks: Ack[]; feed: Parameters<typeof writeFeed>[2] }> {
  const toApply = received.flatMap((one) => (one.kind === 'apply' ? [one.incoming] : []));
  holdBack(
    taking,
    till,
    toApply.map(({ change }) => change.type),
  );
  const apart = await applyApart(tx, context, toApply);
  const refusedLate = apart.refused.map(({ incoming, code, detail }) =>
    refusedWhileApplied(incoming, { code, detail }),
  );
  const refusedAtOnce = received.flatMap((one) => (one.kind === 'refuse' ? [one.refused] : []));
  const refused: Refused[] = [...refusedAtOnce, ...refusedLate];
  const repeated = received.flatMap((one) => (one.kind === 'repeat' ? [one.repeated] : []));
  judgeFailures(taking, till, refused);
  await noteReceipts(tx, context, apart.applied);
  const odd = apart.applied.flatMap(({ seq, change }) => {
    const code = apart.reviews.get(change.id)?.[0];
    return code === undefined ? [] : [{ seq, outcome: 'applied_for_review', code }];
  });
  await correctChanges(tx, context, { tillId: till.tillId, epochCounter: epoch.counter }, [
    ...odd,
    ...refusedLate.map(({ seq, code }) => ({ seq, outcome: 'quarantined', code })),
  ]);
  await runRows(tx, context, INSERT_CHANGES, [
    ...refusedAtOnce.map((one) => refusedRow(till, epoch, one)),
    ...repeated.map((one) => repeatedRow(till, epoch, one)),
  ]);
  await quarantine(tx, context, { till, epoch, makeId: taking.makeId }, refused);
  for (const { change } of apart.applied) taking.breaker.succeeded(change.type);
  const own = [...apart.applied, ...refused].map(({ seq }) =>
    ownFactKey({ tillId: till.tillId, epochCounter: epoch.counter, seq }),
  );
  return {
    feed: [...apart.feed, ...own],
    acks: [
      ...apart.applied.map(({ seq, hash, change }): Ack => {
        const code = apart.reviews.get(change.id)?.[0];
        return code === undefined
          ? { seq, hash, outcome: 'applied' }
          : { seq, hash, outcome: 'applied_for_review', code };
      }),
      ...refused.map(({ seq, hash, code }): Ack => ({ seq, hash, outcome: 'quarantined', code })),
      ...repeated.map(({ envelope, outcome }): Ack => ({ seq: envelope.seq, hash: envelope.hash, outcome })),
    ],
  };
}

function holdBack({ breaker, nowMs }: Taking, { businessId }: LockedTill, types: readonly string[]): void {
  const held = types.find((type) => breaker.holds({ type, businessId, nowMs }));
  if (held !== undefined) throw heldBack(held);
}

/** A revoked till's failures say nothing about our own deploys. */
function judgeFailures(taking: Taking, till: LockedTill, refused: readonly Refused[]): void {
  if (taking.isRevoked) return;
  const { businessId, tillId } = till;
  for (const { type, code } of refused)
    if (taking.breaker.failed({ type, code, businessId, tillId, nowMs: taking.nowMs })) throw heldBack(type);
}

function heldBack(type: string): Fault {
  return new Fault('unavailable', `The server can’t take ${type} just now. Tills keep it and send it again.`, {
    retry: 'later',
  });
}

async function moveHead(
  tx: Tx,
  till: LockedTill,
  head: { counter: number; lastSeq: number; lastHash: string; stamp: string; at: Date; received: number },
): Promise<void> {
  await tx`update till_sync set last_stamp = greatest(last_stamp, ${head.stamp}), last_seen_at = ${head.at}, updated_at = ${head.at},
      waiting_known = greatest(0, waiting_known - ${head.received})
    where business_id = ${till.businessId} and till_id = ${till.tillId}`;
  await tx`update till_epochs set last_seq = ${head.lastSeq}, last_hash = ${head.lastHash}, updated_at = ${head.at}
    where business_id = ${till.businessId} and till_id = ${till.tillId} and counter = ${head.counter}`;
}
