import { Fault } from '#shared/base/fault.ts';
import type { MakeId } from '#shared/base/ids.ts';
import { CHANGE_BYTES_MAX } from '#shared/sync/limits.ts';
import type { Ack, PushAnswer, RawQuarantineRequest } from '#shared/sync/push.ts';
import { makeRank } from '#shared/sync/rank.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { INSERT_CHANGES } from '../apply/change-rows.ts';
import { ownFactKey, writeFeed } from '../apply/feed/write-feed.ts';
import { type Signed, requireTillSignature } from '../door/till-signature.ts';
import type { TillToken } from '../door/till-token.ts';
import { readChange } from '../push/judge-change.ts';
import { changesAt, changesById } from '../push/known-changes.ts';
import { quarantine, refusedRow, repeatedRow } from '../push/quarantine-rows.ts';
import type { Refused, Repeated } from '../push/received.ts';
import { SequenceGap } from '../push/sequence-gap.ts';
import { runRows } from '../rows/insert-rows.ts';
import { sha256 } from '../rows/sha256.ts';
import { type EpochHead, type LockedTill, lockCaller } from '../till/locked-till.ts';
import { nextStamp } from '../till/next-stamp.ts';
import { useSession } from '../till/use-session.ts';

export type RawDeps = { readonly pool: Pool; readonly nowMs: () => number; readonly makeId: MakeId };

/**
 * Takes one change that the push door won't read, as its bytes: it counts as received, and waits for a person. Signed as a push
 * is, with its own seq as the first.
 *
 * @throws {Fault} `signature_invalid`, `stale_session`, `till_cloned`, `till_forked`, `sequence_gap`, `too_large`
 */
export async function takeRaw(
  deps: RawDeps,
  token: TillToken,
  request: RawQuarantineRequest,
  signed: Signed,
): Promise<PushAnswer> {
  const raw = Buffer.from(request.raw, 'base64');
  if (raw.length > CHANGE_BYTES_MAX) throw new Fault('too_large', 'A change is larger than allowed.');
  const answer = await withTenant(deps.pool, token.businessId, async (tx) => {
    await tx`select set_config('synchronous_commit', 'on', true)`;
    const till = await lockCaller(tx, token);
    requireTillSignature(till, { session: request.session, epoch: request.epoch, firstSeq: request.seq }, signed);
    const use = await useSession(tx, till, {
      session: request.session,
      at: new Date(deps.nowMs()),
      makeId: deps.makeId,
    });
    const isRevoked = token.scope === 'push_quarantine' || till.status !== 'active';
    return use === 'cloned' ? null : takeLocked(tx, deps, till, { request, raw, isRevoked });
  });
  if (answer === null)
    throw new Fault('till_cloned', 'Two machines are the same till. The owner chooses which of the two stays.');
  return answer;
}

type SentRaw = { readonly request: RawQuarantineRequest; readonly raw: Uint8Array; readonly isRevoked: boolean };

async function takeLocked(tx: Tx, deps: RawDeps, till: LockedTill, sent: SentRaw): Promise<PushAnswer> {
  const { request } = sent;
  const { epoch } = till;
  if (epoch === null || epoch.epoch !== request.epoch)
    throw new Fault('stale_session', 'The till writes under another epoch by now. It says hello again by itself.');
  if (request.seq > epoch.lastSeq + 1) throw new SequenceGap(epoch.lastSeq + 1);
  if (request.seq <= epoch.lastSeq) {
    const known = (await changesAt(tx, till, { counter: epoch.counter, from: request.seq, to: request.seq })).get(
      request.seq,
    );
    if (known === undefined || known.hash !== request.hash)
      throw new Fault('till_forked', `Two histories of this till differ at ${request.seq}.`);
    return {
      acks: [{ seq: request.seq, hash: request.hash, outcome: known.outcome }],
      lastSeq: epoch.lastSeq,
      lastHash: epoch.chainHash,
      serverTime: deps.nowMs(),
    };
  }
  const stamp = { businessId: till.businessId, at: new Date(deps.nowMs()), makeId: deps.makeId };
  const refused = refusedOf(till, { ...sent, epochCounter: epoch.counter, nowMs: deps.nowMs() });
  const repeated = await repeatedOf(tx, till, epoch, refused);
  if (repeated === null) {
    await runRows(tx, stamp, INSERT_CHANGES, [refusedRow(till, epoch, refused)]);
    await quarantine(tx, stamp, { till, epoch, makeId: deps.makeId }, [refused]);
  } else {
    await runRows(tx, stamp, INSERT_CHANGES, [repeatedRow(till, epoch, repeated)]);
  }
  await tx`update till_sync set last_stamp = greatest(last_stamp, ${refused.stamp}), updated_at = ${stamp.at} where business_id = ${till.businessId} and till_id = ${till.tillId}`;
  await tx`update till_epochs set last_seq = ${request.seq}, last_hash = ${request.hash}, updated_at = ${stamp.at}
    where business_id = ${till.businessId} and till_id = ${till.tillId} and counter = ${epoch.counter}`;
  if (repeated === null)
    await writeFeed(tx, stamp, [ownFactKey({ tillId: till.tillId, epochCounter: epoch.counter, seq: request.seq })]);
  const place = { seq: request.seq, hash: request.hash };
  const ack: Ack =
    repeated === null
      ? { ...place, outcome: 'quarantined', code: refused.code }
      : { ...place, outcome: repeated.outcome };
  return { acks: [ack], lastSeq: request.seq, lastHash: request.hash, serverTime: deps.nowMs() };
}

/** The same text came before, under an older epoch or from another door: it is answered as it stands, and waits once. */
async function repeatedOf(tx: Tx, till: LockedTill, epoch: EpochHead, refused: Refused): Promise<Repeated | null> {
  const { changeId, seq, hash, bodyHash, rank } = refused;
  if (changeId === null) return null;
  const known = (await changesById(tx, till.businessId, [changeId])).get(changeId);
  if (known === undefined || known.bodyHash !== bodyHash) return null;
  const envelope = { epoch: epoch.epoch, seq, body: '', bodyHash, hash };
  return { envelope, changeId, rank, outcome: known.outcome };
}

function refusedOf(till: LockedTill, sent: SentRaw & { epochCounter: number; nowMs: number }): Refused {
  const { request, raw, isRevoked } = sent;
  const text = new TextDecoder().decode(raw);
  const { seen } = readChange(text);
  const stamp = nextStamp(till, till.lastStamp, { hlc: seen.hlc, arrivedAtMs: sent.nowMs });
  return {
    seq: request.seq,
    hash: request.hash,
    bodyHash: sha256(text),
    raw,
    changeId: request.id ?? seen.id,
    type: seen.type,
    rank: makeRank({ stamp, tillId: till.tillId, epochCounter: sent.epochCounter, seq: request.seq }),
    stamp,
    code: isRevoked ? 'till_revoked' : 'sent_raw',
    detail: isRevoked
      ? 'The till was switched off; its changes wait for approval.'
      : 'The till sent it as bytes, since the door would not read it.',
  };
}
