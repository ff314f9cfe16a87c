import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { CARRIED_PLACE, type CarriedChanges, type ImportAnswer, carriedChangesSchema } from '#shared/sync/carried.ts';
import { PUSH_BYTES_MAX, PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import type { Ack } from '#shared/sync/push.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type Signed, requireTillSignature } from '../door/till-signature.ts';
import type { TillToken } from '../door/till-token.ts';
import { oldKeysOf } from '../enrol/old-keys.ts';
import { type PushDeps, takeSent } from '../push/push.ts';
import type { LockedTill } from '../till/locked-till.ts';

/** A file as it came: what it says, and the signature over exactly that text. */
export type CarriedFile = { readonly carried: string; readonly signature: string };

/**
 * Takes the changes of a file that a till wrote while nothing reached the office. They go through the door of a push: in
 * order, known ones answered as they stand, bad ones in quarantine; what a till that was switched off wrote waits for
 * approval. Cut off in the middle it is imported again, and goes on where it stopped.
 *
 * @param from of whom it may be: any till of the business, or only the one that brings it
 * @throws {Fault} `malformed`, `not_found` for a till that is none of this business, `signature_invalid` for a file that was
 * changed, `conflict` where the till has gone on under another epoch, `sequence_gap`, `till_forked`, `till_cloned`
 */
export async function importCarried(
  deps: PushDeps,
  from: { readonly businessId: Id; readonly tillId: Id | null },
  file: CarriedFile,
): Promise<ImportAnswer> {
  const carried = readCarried(file.carried);
  if (carried.businessId !== from.businessId || (from.tillId !== null && carried.tillId !== from.tillId))
    throw new Fault('not_found', 'This file was written by a till that is none of this business.');
  const signed = { path: CARRIED_PLACE.path, bytes: Buffer.from(file.carried, 'utf8'), signature: file.signature };
  const till = await writerOf(deps, carried, signed);
  const acks: Ack[] = [];
  for (const changes of partsOf(carried.changes))
    acks.push(...(await takePart(deps, till, { carried, signed, changes })));
  const count = (outcome: Ack['outcome']): number => acks.filter((ack) => ack.outcome === outcome).length;
  return {
    tillId: carried.tillId,
    applied: count('applied'),
    forReview: count('applied_for_review'),
    known: count('duplicate'),
    quarantined: count('quarantined'),
    serverTime: deps.nowMs(),
  };
}

function readCarried(text: string): CarriedChanges {
  const broken = (cause: unknown): Fault =>
    new Fault('malformed', 'This file is not whole, or no file of changes. Copy it from the till again.', { cause });
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (cause) {
    throw broken(cause);
  }
  const read = carriedChangesSchema.safeParse(said);
  if (!read.success) throw broken(read.error);
  return read.data;
}

/** The machine that wrote it: the till as it is, or an older one whose place another took. */
async function writerOf(deps: PushDeps, carried: CarriedChanges, signed: Signed): Promise<TillToken> {
  const { businessId, tillId } = carried;
  const known = await withTenant(deps.pool, businessId, async (tx) => {
    const [row] = await tx<{ store_id: Id; public_key: string | null }[]>`
      select store_id, public_key from till_sync where business_id = ${businessId} and till_id = ${tillId} and kind = 'till'`;
    return row === undefined ? null : { ...row, oldKeys: await oldKeysOf(tx, { businessId, tillId }) };
  });
  if (known === null) throw new Fault('not_found', 'This file was written by a till that is none of this business.');
  const keys = [...(known.public_key === null ? [] : [known.public_key]), ...known.oldKeys];
  const key = keys.find((publicKey) => isSignedBy(publicKey, carried, signed));
  if (key === undefined)
    throw new Fault('signature_invalid', 'This file was changed since the till wrote it. Copy it from the till again.');
  const replacedKey = key === known.public_key ? null : key;
  return { businessId, storeId: known.store_id, tillId, scope: 'till', replacedKey };
}

function isSignedBy(publicKey: string, { epoch, firstSeq }: CarriedChanges, signed: Signed): boolean {
  try {
    requireTillSignature({ publicKey }, { session: CARRIED_PLACE.session, epoch, firstSeq }, signed);
    return true;
  } catch {
    return false;
  }
}

type Part = {
  readonly carried: CarriedChanges;
  readonly signed: Signed;
  readonly changes: readonly ChangeEnvelope[];
};

/** What fails for a reason that may pass is tried again in halves, down to one. */
async function takePart(deps: PushDeps, till: TillToken, part: Part): Promise<readonly Ack[]> {
  try {
    return await takeRun(deps, till, part);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'unavailable' || part.changes.length === 1) throw error;
    const half = Math.ceil(part.changes.length / 2);
    const first = await takePart(deps, till, { ...part, changes: part.changes.slice(0, half) });
    return [...first, ...(await takePart(deps, till, { ...part, changes: part.changes.slice(half) }))];
  }
}

async function takeRun(deps: PushDeps, till: TillToken, { carried, signed, changes }: Part): Promise<readonly Ack[]> {
  const { epoch, firstSeq, protocol } = carried;
  const request = { session: 1, protocol, epoch, firstSeq: changes[0]?.seq ?? firstSeq, changes: [...changes] };
  const admit = (_tx: unknown, locked: LockedTill): Promise<'current' | 'cloned'> => {
    requireTillSignature(locked, { session: CARRIED_PLACE.session, epoch, firstSeq }, signed);
    return Promise.resolve(locked.isCloned ? 'cloned' : 'current');
  };
  try {
    return (await takeSent(deps, till, { request, admit })).acks;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'stale_session') throw error;
    throw new Fault('conflict', 'The till has gone on since it wrote this file, and sends what is in it by itself.');
  }
}

/** As large as a push at most. */
function* partsOf(changes: readonly ChangeEnvelope[]): Iterable<readonly ChangeEnvelope[]> {
  let part: ChangeEnvelope[] = [];
  let bytes = 0;
  for (const change of changes) {
    const size = Buffer.byteLength(change.body);
    if (part.length > 0 && (part.length === PUSH_CHANGES_MAX || bytes + size > PUSH_BYTES_MAX)) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(change);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
