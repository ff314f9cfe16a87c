import type { Hlc } from '#shared/base/hlc.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { chainStart, type Epoch, type Hash } from '#shared/changes/hash-chain.ts';
import { SERVER_TILL_ID } from '#shared/sync/rank.ts';
import type { Tx } from '#server/store/pool.ts';
import { sha256 } from '../rows/sha256.ts';

/** Till 0: how the server itself appends changes, for the business or for one of its stores. */
export type ServerWriter = {
  readonly tillId: Id;
  readonly storeId: Id | null;
  readonly epochCounter: number;
  readonly epoch: Epoch;
  readonly lastSeq: number;
  readonly lastHash: Hash;
  readonly lastStamp: Hlc;
};

export type WriterOptions = {
  readonly businessId: Id;
  readonly storeId: Id | null;
  readonly at: Date;
  readonly randomHex: () => string;
};

/** The receipt series of till 0: `STORE-W-…`, then WA, WB and so on after each time that the server went back. */
export const FIRST_SERIES = 'W';

/** Locks till 0 of the business, or of a store, and begins its first epoch where there is none. */
export async function lockServerWriter(tx: Tx, options: WriterOptions): Promise<ServerWriter> {
  const tillId = options.storeId ?? SERVER_TILL_ID;
  const found = await readWriter(tx, options, tillId);
  if (found !== undefined) return found;
  await tx`
    insert into till_sync (business_id, till_id, store_id, kind, epoch_counter, created_at, updated_at)
    values (${options.businessId}, ${tillId}, ${options.storeId}, 'server', 1, ${options.at}, ${options.at}) on conflict do nothing`;
  await tx`
    insert into till_epochs (business_id, till_id, counter, epoch, series, certificate, previous_hash, created_at, updated_at)
    values (${options.businessId}, ${tillId}, 1, ${`1-${options.randomHex()}`}, ${FIRST_SERIES}, '', '', ${options.at}, ${options.at}) on conflict do nothing`;
  return must(await readWriter(tx, options, tillId), 'till 0 was just made');
}

type WriterRow = {
  epoch_counter: number;
  epoch: string;
  previous_hash: string;
  last_seq: number;
  last_hash: string;
  last_stamp: string;
};

async function readWriter(tx: Tx, options: WriterOptions, tillId: Id): Promise<ServerWriter | undefined> {
  // Two statements: what is joined to a row that was waited for would still be of the time before the wait.
  await tx`select till_id from till_sync where business_id = ${options.businessId} and till_id = ${tillId} for no key update`;
  const [row] = await tx<WriterRow[]>`
    select t.epoch_counter, e.epoch, e.previous_hash, e.last_seq, e.last_hash, t.last_stamp
    from till_sync t join till_epochs e on e.business_id = t.business_id and e.till_id = t.till_id and e.counter = t.epoch_counter
    where t.business_id = ${options.businessId} and t.till_id = ${tillId}`;
  if (row === undefined) return undefined;
  const started = row.last_seq > 0;
  return {
    tillId,
    storeId: options.storeId,
    epochCounter: row.epoch_counter,
    epoch: row.epoch,
    lastSeq: row.last_seq,
    lastHash: started ? row.last_hash : chainStart(sha256, tillId, row.epoch, row.previous_hash),
    lastStamp: row.last_stamp,
  };
}
