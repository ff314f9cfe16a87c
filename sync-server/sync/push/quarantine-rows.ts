import type { MakeId } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ChangeRow } from '../apply/change-rows.ts';
import type { Incoming } from '../apply/incoming.ts';
import { type Stamp, insertOf, runRows } from '../rows/insert-rows.ts';
import type { EpochHead, LockedTill } from '../till/locked-till.ts';
import type { Refused, Repeated } from './received.ts';

const INSERT_QUARANTINE = insertOf('sync_quarantine', {
  id: 'uuid',
  till_id: 'uuid',
  epoch_counter: 'integer',
  seq: 'bigint',
  change_id: 'uuid',
  type: 'text',
  raw: 'hex',
  reason: 'text',
  detail: 'text',
});

/** Keeps what could not be applied, with the bytes as they came; its row in `changes` must be there. */
export async function quarantine(
  tx: Tx,
  stamp: Stamp,
  at: { readonly till: LockedTill; readonly epoch: EpochHead; readonly makeId: MakeId },
  refused: readonly Refused[],
): Promise<void> {
  await runRows(
    tx,
    stamp,
    INSERT_QUARANTINE,
    refused.map((one) => ({
      id: at.makeId(),
      till_id: at.till.tillId,
      epoch_counter: at.epoch.counter,
      seq: one.seq,
      change_id: one.changeId,
      type: one.type,
      raw: Buffer.from(one.raw).toString('hex'),
      reason: one.code,
      detail: one.detail.replaceAll('\0', ''),
    })),
  );
}

/** The row of a change that waits: its place, its id and its hash, for ever; its bytes are in quarantine. */
export function refusedRow(till: LockedTill, epoch: EpochHead, one: Refused): ChangeRow {
  return {
    ...placeOf(till, epoch, one.seq),
    id: one.changeId,
    body_hash: one.bodyHash,
    hash: one.hash,
    type: one.type,
    rank: one.rank,
    outcome: 'quarantined',
    code: one.code,
  };
}

/** The row of a change that came before under an older epoch: it only holds the place. */
export function repeatedRow(till: LockedTill, epoch: EpochHead, { envelope, changeId, rank }: Repeated): ChangeRow {
  return {
    ...placeOf(till, epoch, envelope.seq),
    id: changeId,
    body_hash: envelope.bodyHash,
    hash: envelope.hash,
    type: 'repeated',
    rank,
    outcome: 'duplicate',
    code: null,
  };
}

function placeOf(
  till: LockedTill,
  epoch: EpochHead,
  seq: number,
): Omit<ChangeRow, 'id' | 'body_hash' | 'hash' | 'type' | 'rank' | 'outcome' | 'code'> {
  return {
    till_id: till.tillId,
    epoch_counter: epoch.counter,
    seq,
    body: null,
    v: 0,
    entity_id: null,
    store_id: till.storeId,
    actor_id: null,
    occurred_at: null,
    business_date: null,
  };
}

/** A change that turned out impossible while it was applied, as quarantine keeps it. */
export function refusedWhileApplied(
  incoming: Incoming,
  why: { readonly code: string; readonly detail: string },
): Refused {
  return {
    seq: incoming.seq,
    hash: incoming.hash,
    bodyHash: incoming.bodyHash,
    raw: Buffer.from(incoming.body, 'utf8'),
    changeId: incoming.change.id,
    type: incoming.change.type,
    rank: incoming.rank,
    stamp: incoming.stamp,
    ...why,
  };
}
