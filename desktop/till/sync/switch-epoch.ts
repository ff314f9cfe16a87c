import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Epoch, type Hash, chainNext, chainStart, epochCounter } from '#shared/changes/hash-chain.ts';
import { type OwnFactRow, ownFactRowSchema } from '#shared/sync/feed-rows.ts';
import type { EpochGrant, ServerHead, TillHead } from '#shared/sync/hello.ts';
import type { ChangePlace } from '../store/tables/change-places.ts';
import { renumberRows } from '../store/renumber-rows.ts';
import type { Writer } from '../store/till-tables.ts';
import { carryIncluded } from './carry-included.ts';
import { agreementHere } from './judge-hello.ts';
import { changeIdOf } from './apply-own-fact.ts';
import { rerankEdits } from './rerank-edits.ts';
import type { Healing } from './sync-state.ts';
import { sha256 } from './till-key.ts';

const FACTS_MAX = 1_000_000;

/**
 * Stores the new epoch and its receipt series, and renumbers under it all that the office does not have, in the caller's
 * one transaction. What the office has keeps, or gets, the place that the office gives it.
 *
 * Own facts were pulled to the head before, and lie parked.
 *
 * @returns how many changes go out under the new epoch
 */
export function switchEpoch(writer: Writer, healing: Healing, nowMs: number): number {
  const tillId = must(writer.meta.identity(), 'a till that belongs to nobody heals nothing').tillId;
  const facts = heldFacts(writer);
  const toSend: ChangePlace[] = [];
  const toOffice: { place: ChangePlace; fact: OwnFactRow }[] = [];
  for (const epoch of writer.changes.epochs().toSorted((one, other) => epochCounter(one) - epochCounter(other))) {
    const agreed = agreedThrough(writer, { epoch, healing, facts });
    writer.places.ackThrough(epoch, agreed, nowMs);
    for (const place of writer.places.placesAbove(epoch, agreed)) {
      const fact = facts.get(place.id);
      if (fact === undefined || sha256(fact.body) !== place.bodyHash) toSend.push(place);
      else toOffice.push({ place, fact });
    }
  }
  renumber(writer, toSend, { tillId, grant: healing.grant });
  carryIncluded(writer, toSend);
  renumber(writer, takeOfficePlaces(writer, toOffice, nowMs), { tillId, grant: healing.grant });
  const { epoch, series, certificate, previousHash } = healing.grant;
  writer.meta.setEpoch({ epoch, series, certificate, previousHash });
  for (const seen of healing.receiptCounters) writer.meta.liftReceiptCounter(seen.series, seen.counter);
  return toSend.length;
}

function heldFacts(writer: Writer): ReadonlyMap<string, OwnFactRow> {
  const facts = new Map<string, OwnFactRow>();
  for (const row of writer.feed.parkedBecause('healing', FACTS_MAX)) {
    const parsed = ownFactRowSchema.safeParse(JSON.parse(row.raw));
    const id = parsed.success ? changeIdOf(parsed.data.body) : null;
    if (parsed.success && id !== null) facts.set(id, parsed.data);
  }
  return facts;
}

/** How far an epoch is proven to be the same on both sides: by its heads, else by a fact of the office that follows on an own change. */
function agreedThrough(
  writer: Writer,
  of: { readonly epoch: Epoch; readonly healing: Healing; readonly facts: ReadonlyMap<string, OwnFactRow> },
): number {
  const mine: TillHead | undefined = of.healing.sentHeads.find((head) => head.epoch === of.epoch);
  const server: ServerHead | undefined = of.healing.serverHeads.find((head) => head.epoch === of.epoch);
  if (mine === undefined || server === undefined) return 0;
  const judged = agreementHere(writer, mine, server);
  if (judged === 'equal') return Math.min(mine.lastSeq, server.lastSeq);
  let agreed = 0;
  for (const fact of of.facts.values()) {
    if (fact.epoch !== of.epoch || fact.seq - 1 <= agreed) continue;
    if (writer.places.hashAt(fact.epoch, fact.seq) === fact.hash) agreed = fact.seq;
    else if (followsOnOwn(writer, fact)) agreed = fact.seq - 1;
  }
  return agreed;
}

function followsOnOwn(writer: Writer, fact: OwnFactRow): boolean {
  const previousHash = writer.places.hashAt(fact.epoch, fact.seq - 1);
  if (previousHash === null) return false;
  return (
    chainNext(sha256, { previousHash, epoch: fact.epoch, seq: fact.seq, bodyHash: sha256(fact.body) }) === fact.hash
  );
}

/**
 * Gives changes the next places of a new epoch, in this order: they wait, and go out from there.
 *
 * @param under whose epoch it is, and whose places they had where this machine was another till
 */
export function renumber(
  writer: Writer,
  places: readonly ChangePlace[],
  under: { readonly tillId: Id; readonly fromTillId?: Id; readonly grant: EpochGrant },
): void {
  const { epoch, previousHash } = under.grant;
  const head = writer.changes.head(epoch);
  let hash: Hash = head?.hash ?? chainStart(sha256, under.tillId, epoch, previousHash);
  let seq = head?.seq ?? 0;
  for (const place of places) {
    seq += 1;
    hash = chainNext(sha256, { previousHash: hash, epoch, seq, bodyHash: place.bodyHash });
    writer.places.moveTo(place.id, { epoch, seq, hash, state: 'waiting' });
    renumberRows(writer, place.id, { epoch, epochCounter: epochCounter(epoch), seq });
    rerankEdits(writer, place, {
      fromTillId: under.fromTillId ?? under.tillId,
      tillId: under.tillId,
      to: { epochCounter: epochCounter(epoch), seq },
    });
  }
}

/**
 * Through free places first, since two of them may have changed theirs with each other. Gives those whose place is another's:
 * they go out once more, and the office knows them by their ids.
 */
function takeOfficePlaces(
  writer: Writer,
  moves: readonly { place: ChangePlace; fact: OwnFactRow }[],
  nowMs: number,
): readonly ChangePlace[] {
  const left: ChangePlace[] = [];
  for (const [index, { place }] of moves.entries()) {
    writer.places.moveTo(place.id, { epoch: place.epoch, seq: -1 - index, hash: place.hash, state: place.state });
  }
  for (const { place, fact } of moves) {
    if (writer.places.hashAt(fact.epoch, fact.seq) !== null) {
      left.push(place);
      continue;
    }
    const state = fact.state === 'applied' ? 'acked' : 'quarantined';
    writer.places.moveTo(place.id, { epoch: fact.epoch, seq: fact.seq, hash: fact.hash, state });
    writer.changes.mark(fact, state, nowMs);
    renumberRows(writer, place.id, { epoch: fact.epoch, epochCounter: epochCounter(fact.epoch), seq: fact.seq });
  }
  return left;
}
