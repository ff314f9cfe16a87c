import { HLC_ZERO, type Hlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Epoch, chainStart } from '#shared/changes/hash-chain.ts';
import { Fault } from '#shared/base/fault.ts';
import { stampOfRank } from '#shared/sync/rank.ts';
import type { Tx } from '#server/store/pool.ts';
import { sha256 } from '../rows/sha256.ts';

/** A till while its row is locked: nothing else of it is taken until this transaction ends. */
export type LockedTill = {
  readonly businessId: Id;
  readonly tillId: Id;
  readonly storeId: Id;
  readonly publicKey: string;
  readonly status: 'active' | 'revoked' | 'replaced';
  readonly lastStamp: Hlc;
  readonly clockAheadMs: number;
  readonly sessionOffered: number;
  readonly sessionBegun: number;
  readonly isCloned: boolean;
  /** Of a copied machine: the runs that the owner did not choose, which have to enrol. */
  readonly outcastBootIds: readonly Id[];
  /** Where an older machine speaks, whose place another took: its key. It knows no session, and all it sends waits. */
  readonly replacedKey: string | null;
  /** Null before its first epoch. */
  readonly epoch: EpochHead | null;
};

export type EpochHead = {
  readonly counter: number;
  readonly epoch: Epoch;
  readonly lastSeq: number;
  /** The hash that the next link starts from; of an empty epoch, where its chain begins. */
  readonly chainHash: string;
};

type EpochRow = {
  counter: number | null;
  epoch: string | null;
  previous_hash: string | null;
  last_seq: number | null;
  last_hash: string | null;
};

type TillRow = EpochRow & {
  store_id: string;
  public_key: string;
  status: LockedTill['status'];
  last_stamp: string;
  clock_ahead_ms: number;
  session_offered: number;
  session_begun: number;
  clone_found_at: Date | null;
  outcasts: string;
};

/**
 * Locks a till's row, the first lock of every push and hello: a request that is sent twice is taken one after the other.
 *
 * @throws {Fault} `not_found` for a till that the server does not know
 */
export async function lockTill(tx: Tx, businessId: Id, tillId: Id): Promise<LockedTill> {
  // Two statements: what is joined to a row that was waited for would still be of the time before the wait.
  const locked = await tx`
    select till_id from till_sync where business_id = ${businessId} and till_id = ${tillId} and kind = 'till' for no key update`;
  if (locked.length === 0) throw new Fault('not_found', 'This till is not known here.');
  const [row] = await tx<TillRow[]>`
    select t.store_id, t.public_key, t.status, t.last_stamp, t.clock_ahead_ms, t.session_offered, t.session_begun, t.clone_found_at,
      array_to_string(t.outcast_boot_ids, ' ') as outcasts,
      e.counter, e.epoch, e.previous_hash, e.last_seq, e.last_hash
    from till_sync t left join till_epochs e on e.business_id = t.business_id and e.till_id = t.till_id and e.counter = t.epoch_counter
    where t.business_id = ${businessId} and t.till_id = ${tillId}`;
  if (row === undefined) throw new Fault('not_found', 'This till is not known here.');
  return {
    businessId,
    tillId,
    storeId: row.store_id,
    publicKey: row.public_key,
    status: row.status,
    lastStamp: row.last_stamp,
    clockAheadMs: row.clock_ahead_ms,
    sessionOffered: row.session_offered,
    sessionBegun: row.session_begun,
    isCloned: row.clone_found_at !== null,
    outcastBootIds: row.outcasts === '' ? [] : row.outcasts.split(' '),
    replacedKey: null,
    epoch: headOf(tillId, row),
  };
}

/**
 * Locks the till for whoever calls: the till itself, or an older machine, which goes on under the epoch that it wrote under.
 *
 * @throws {Fault} `not_found`; `till_revoked` for a key that is forgotten by now
 */
export async function lockCaller(
  tx: Tx,
  caller: { readonly businessId: Id; readonly tillId: Id; readonly replacedKey: string | null },
): Promise<LockedTill> {
  const { businessId, tillId, replacedKey } = caller;
  const till = await lockTill(tx, businessId, tillId);
  if (replacedKey === null) return till;
  const [old] = await tx<(EpochRow & { rank: string | null })[]>`
    select e.counter, e.epoch, e.previous_hash, e.last_seq, e.last_hash, c.rank
    from till_old_keys k
    join till_epochs e on e.business_id = k.business_id and e.till_id = k.till_id and e.counter = k.epoch_counter
    left join changes c on c.business_id = e.business_id and c.till_id = e.till_id and c.epoch_counter = e.counter and c.seq = e.last_seq
    where k.business_id = ${businessId} and k.till_id = ${tillId} and k.public_key = ${replacedKey}`;
  if (old === undefined) throw new Fault('till_revoked', 'Another machine has taken the place of this till.');
  return {
    ...till,
    publicKey: replacedKey,
    status: 'replaced',
    lastStamp: old.rank === null ? HLC_ZERO : stampOfRank(old.rank),
    isCloned: false,
    replacedKey,
    epoch: headOf(tillId, old),
  };
}

function headOf(tillId: Id, row: EpochRow): EpochHead | null {
  if (row.counter === null || row.epoch === null) return null;
  const lastSeq = row.last_seq ?? 0;
  return {
    counter: row.counter,
    epoch: row.epoch,
    lastSeq,
    chainHash: lastSeq > 0 ? (row.last_hash ?? '') : chainStart(sha256, tillId, row.epoch, row.previous_hash ?? ''),
  };
}
