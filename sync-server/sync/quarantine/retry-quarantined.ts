import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { stampOfRank } from '#shared/sync/rank.ts';
import type { Tx } from '#server/store/pool.ts';
import { readBodies } from '../alone/alone-body.ts';
import type { FeedKey } from '../apply/effects.ts';
import { ownFactKey, writeFeed } from '../apply/feed/write-feed.ts';
import type { Incoming } from '../apply/incoming.ts';
import { pokeWithin } from '../live/poke.ts';
import { applyApart } from '../push/apply-apart.ts';
import { changesById } from '../push/known-changes.ts';
import { noteReceipts } from '../push/receipt-series.ts';
import { sha256 } from '../rows/sha256.ts';
import { type LockedTill, lockTill } from '../till/locked-till.ts';

export type Settler = {
  readonly businessId: Id;
  readonly at: Date;
  readonly makeId: MakeId;
  /** Null for the program itself, after a deploy. */ readonly userId: Id | null;
};

type Waiting = {
  id: Id;
  till_id: Id;
  epoch_counter: number;
  seq: number;
  change_id: Id | null;
  raw: Uint8Array;
  reason: string;
  rank: string;
  hash: string;
  body_hash: string;
};

/** What became of a retry. */
export type RetryResult =
  | { readonly state: 'applied' }
  | { readonly state: 'waiting'; readonly reason: string; readonly detail: string };

/**
 * Tries a change that waits once more, as the bytes that came, at the place and rank that it got when it first arrived.
 *
 * For a till that was switched off this is the owner's approval. Ends with the feed.
 *
 * @throws {Fault} `not_found` where nothing waits under this id
 */
export async function retryQuarantined(tx: Tx, settler: Settler, quarantineId: Id): Promise<RetryResult> {
  const [place] = await tx<{ till_id: Id }[]>`
    select till_id from sync_quarantine where business_id = ${settler.businessId} and id = ${quarantineId} and state = 'waiting'`;
  if (place === undefined) throw new Fault('not_found', 'Nothing waits under this id; perhaps somebody settled it.');
  const till = await lockTill(tx, settler.businessId, place.till_id);
  const [waiting] = await tx<Waiting[]>`
    select q.id, q.till_id, q.epoch_counter, q.seq, q.change_id, q.raw, q.reason, c.rank, encode(c.hash, 'hex') as hash, encode(c.body_hash, 'hex') as body_hash
    from sync_quarantine q join changes c on c.business_id = q.business_id and c.till_id = q.till_id and c.epoch_counter = q.epoch_counter and c.seq = q.seq
    where q.business_id = ${settler.businessId} and q.id = ${quarantineId} and q.state = 'waiting' for update of q`;
  if (waiting === undefined) throw new Fault('not_found', 'Nothing waits under this id; perhaps somebody settled it.');
  const read = await readWaiting(tx, till, waiting, settler);
  if (read.incoming === null) return keepWaiting(tx, settler, waiting, read);
  const context = {
    businessId: till.businessId,
    tillId: till.tillId,
    storeId: till.storeId,
    at: settler.at,
    makeId: settler.makeId,
  };
  const apart = await applyApart(tx, context, [read.incoming]);
  const refused = apart.refused[0];
  if (refused !== undefined) return keepWaiting(tx, settler, waiting, refused);
  await noteReceipts(tx, context, apart.applied);
  await markApplied(tx, settler, waiting, {
    incoming: read.incoming,
    reasons: apart.reviews.get(read.incoming.change.id) ?? [],
  });
  const feed: FeedKey[] = [
    ...apart.feed,
    ownFactKey({ tillId: till.tillId, epochCounter: waiting.epoch_counter, seq: waiting.seq }),
  ];
  await pokeWithin(tx, till.businessId);
  await writeFeed(tx, context, feed);
  return { state: 'applied' };
}

type ReadWaiting =
  | { readonly incoming: Incoming }
  | { readonly incoming: null; readonly code: string; readonly detail: string };

/** The checks of the door once more. What the till itself got wrong, such as its chain, a person may overlook. */
async function readWaiting(tx: Tx, till: LockedTill, waiting: Waiting, settler: Settler): Promise<ReadWaiting> {
  const body = new TextDecoder().decode(waiting.raw);
  const [seen] = await readBodies(tx, { ...till, epochCounter: waiting.epoch_counter }, [body]);
  const { read, isOfAlone = false } = must(seen, 'a body that was asked for is read');
  if (!read.ok) return { incoming: null, code: read.refusal, detail: JSON.stringify(read.details ?? {}) };
  const change = read.value;
  const isOfStore = change.businessId === till.businessId && change.storeId === till.storeId;
  // What a machine sold as another till of its store, before it enrolled anew, enters by a person's word alone.
  if (!isOfStore || (change.tillId !== till.tillId && settler.userId === null)) {
    return {
      incoming: null,
      code: 'wrong_tenant',
      detail: 'The change names another business, store or till than its sender.',
    };
  }
  const known = await changesById(tx, till.businessId, [change.id], { exceptWaiting: true });
  if (known.has(change.id))
    return { incoming: null, code: 'id_clash', detail: `${change.id} stands for something else already` };
  return {
    incoming: {
      change,
      epochCounter: waiting.epoch_counter,
      seq: waiting.seq,
      body,
      bodyHash: sha256(body),
      hash: waiting.hash,
      rank: waiting.rank,
      stamp: stampOfRank(waiting.rank),
      isOfAlone,
    },
  };
}

async function keepWaiting(
  tx: Tx,
  settler: Settler,
  waiting: Waiting,
  why: { readonly code: string; readonly detail: string },
): Promise<RetryResult> {
  await tx`update sync_quarantine set tries = tries + 1, reason = ${why.code}, detail = ${why.detail}, updated_at = ${settler.at}
    where business_id = ${settler.businessId} and id = ${waiting.id}`;
  return { state: 'waiting', reason: why.code, detail: why.detail };
}

async function markApplied(
  tx: Tx,
  settler: Settler,
  waiting: Waiting,
  done: { readonly incoming: Incoming; readonly reasons: readonly string[] },
): Promise<void> {
  const { change, body } = done.incoming;
  await tx`
    update changes set outcome = ${done.reasons.length === 0 ? 'applied' : 'applied_for_review'}, code = ${done.reasons[0] ?? null}, body = ${body},
      id = ${change.id}, type = ${change.type}, v = ${change.v}, entity_id = ${change.entityId}, actor_id = ${change.actorId},
      occurred_at = ${new Date(change.occurredAt.ms)}, business_date = ${change.businessDate}, updated_at = ${settler.at}
    where business_id = ${settler.businessId} and till_id = ${waiting.till_id} and epoch_counter = ${waiting.epoch_counter} and seq = ${waiting.seq}`;
  await tx`
    update sync_quarantine set state = 'applied', tries = tries + 1, settled_by = ${settler.userId}, settled_at = ${settler.at}, updated_at = ${settler.at}
    where business_id = ${settler.businessId} and id = ${waiting.id}`;
}
