import { Fault } from '#shared/base/fault.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import type { MissingAnswer, MissingRequest } from '#shared/sync/audit.ts';
import { makeRank } from '#shared/sync/rank.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { INSERT_CHANGES } from '../apply/change-rows.ts';
import { ownFactKey, writeFeed } from '../apply/feed/write-feed.ts';
import { type Signed, type SignedPlace, requireTillSignature } from '../door/till-signature.ts';
import type { TillToken } from '../door/till-token.ts';
import { readChange } from '../push/judge-change.ts';
import { changesAt, changesById } from '../push/known-changes.ts';
import { quarantine, refusedRow } from '../push/quarantine-rows.ts';
import type { Refused } from '../push/received.ts';
import { retryQuarantined } from '../quarantine/retry-quarantined.ts';
import { runRows } from '../rows/insert-rows.ts';
import { sha256 } from '../rows/sha256.ts';
import { type EpochHead, type LockedTill, lockCaller } from '../till/locked-till.ts';
import { nextStamp } from '../till/next-stamp.ts';
import { useSession } from '../till/use-session.ts';

export type MissingDeps = { readonly pool: Pool; readonly nowMs: () => number; readonly makeId: MakeId };

/** A request of a till for this door, with what proves that it said it. */
export type SignedMissing = Signed & { readonly request: MissingRequest };

/**
 * Takes changes that this server acknowledged and does not have any more, as an audit showed: each in a transaction of its
 * own, into quarantine first and from there at its old place, so that one that doesn't fit is seen by people.
 *
 * What is here under its id or its place is left alone.
 *
 * @throws {Fault} `signature_invalid`, `till_revoked`, `stale_session`, `till_cloned`; `malformed` for what was never received
 */
export async function takeMissing(deps: MissingDeps, token: TillToken, signed: SignedMissing): Promise<MissingAnswer> {
  if (token.scope !== 'till') throw new Fault('till_revoked', 'This till was switched off by the owner.');
  const counts = { applied: 0, quarantined: 0, known: 0 };
  for (const envelope of signed.request.changes) {
    const outcome = await withTenant(deps.pool, token.businessId, async (tx) => {
      await tx`select set_config('synchronous_commit', 'on', true)`;
      const till = await lockCaller(tx, token);
      requireTillSignature(till, placeOf(signed.request), signed);
      const at = new Date(deps.nowMs());
      const use = await useSession(tx, till, { session: signed.request.session, at, makeId: deps.makeId });
      return use === 'cloned' ? null : takeOne(tx, deps, till, envelope);
    });
    if (outcome === null)
      throw new Fault('till_cloned', 'Two machines are the same till. The owner chooses which of the two stays.');
    counts[outcome] += 1;
  }
  return { ...counts, serverTime: deps.nowMs() };
}

async function takeOne(
  tx: Tx,
  deps: MissingDeps,
  till: LockedTill,
  envelope: ChangeEnvelope,
): Promise<'applied' | 'quarantined' | 'known'> {
  const epoch = await epochOf(tx, till, envelope);
  if (epoch === null || envelope.seq > epoch.lastSeq || sha256(envelope.body) !== envelope.bodyHash)
    throw new Fault('malformed', 'This change was never received here, or is not what it says.');
  const { seen } = readChange(envelope.body);
  const place = { counter: epoch.counter, from: envelope.seq, to: envelope.seq };
  const there = await changesAt(tx, till, place);
  const byId = seen.id === null ? new Map<string, unknown>() : await changesById(tx, till.businessId, [seen.id]);
  if (there.size > 0 || byId.size > 0) return 'known';
  const at = new Date(deps.nowMs());
  const stamp = { businessId: till.businessId, at, makeId: deps.makeId };
  const refused = refusedOf(till, epoch, envelope, at.getTime());
  const quarantineId: Id = deps.makeId();
  await runRows(tx, stamp, INSERT_CHANGES, [refusedRow(till, epoch, refused)]);
  await quarantine(tx, stamp, { till, epoch, makeId: () => quarantineId }, [refused]);
  const settler = { businessId: till.businessId, at, makeId: deps.makeId, userId: null };
  const result = await retryQuarantined(tx, settler, quarantineId);
  if (result.state === 'applied') return 'applied';
  const key = ownFactKey({ tillId: till.tillId, epochCounter: epoch.counter, seq: envelope.seq });
  await writeFeed(tx, stamp, [key]);
  return 'quarantined';
}

async function epochOf(tx: Tx, till: LockedTill, { epoch }: ChangeEnvelope): Promise<EpochHead | null> {
  const [row] = await tx<{ counter: number; last_seq: number; last_hash: string }[]>`
    select counter, last_seq, last_hash from till_epochs
    where business_id = ${till.businessId} and till_id = ${till.tillId} and epoch = ${epoch}`;
  return row === undefined ? null : { counter: row.counter, epoch, lastSeq: row.last_seq, chainHash: row.last_hash };
}

/** Its rank is by its own stamp, where later ones came since: a count that was made after it keeps standing after it. */
function refusedOf(till: LockedTill, epoch: EpochHead, envelope: ChangeEnvelope, arrivedAtMs: number): Refused {
  const { seen } = readChange(envelope.body);
  const isOld = seen.hlc < till.lastStamp;
  const stamp = isOld ? seen.hlc : nextStamp(till, till.lastStamp, { hlc: seen.hlc, arrivedAtMs });
  return {
    seq: envelope.seq,
    hash: envelope.hash,
    bodyHash: envelope.bodyHash,
    raw: Buffer.from(envelope.body, 'utf8'),
    changeId: seen.id,
    type: seen.type,
    rank: makeRank({ stamp, tillId: till.tillId, epochCounter: epoch.counter, seq: envelope.seq }),
    stamp,
    code: 'found_missing',
    detail: 'It was acknowledged and is not here any more; the till sent it again.',
  };
}

function placeOf({ session, changes: [first] }: MissingRequest): SignedPlace {
  return { session, epoch: first?.epoch ?? '', firstSeq: first?.seq ?? 0 };
}
