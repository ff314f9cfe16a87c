import type { Change } from '#shared/changes/change-body.ts';
import { type Sha256, chainNext, chainStart, epochCounter } from '#shared/changes/hash-chain.ts';
import { applyOwnChange } from './apply-own-change.ts';
import type { JournalEntry } from './journal.ts';
import { readOwnBody } from './read-own-body.ts';
import { readReceiptNumber } from './receipt-series.ts';
import type { CurrentEpoch, Identity } from './tables/meta.ts';
import type { Writer } from './till-tables.ts';

/** How many changes came back, and how many were left where they are: another shop's, or a text that nobody reads. */
export type Replayed = { readonly count: number; readonly leftOut: number };

/**
 * Writes down again what the second copy holds and a restored file lacks, in its order, at the place that it had where that
 * still fits the chain.
 *
 * @param from whose changes they may be: this till's; or, after this machine was enrolled anew, any till's of its store, which
 *   then wait at the office for the owner's word
 */
export function replayJournal(
  writer: Writer,
  entries: readonly JournalEntry[],
  sha256: Sha256,
  from: 'till' | 'store' = 'till',
): Replayed {
  const current = writer.meta.epoch();
  const identity = writer.meta.identity();
  if (current === null || identity === null) return { count: 0, leftOut: entries.length };
  let count = 0;
  let leftOut = 0;
  for (const entry of entries) {
    const read = readOwnBody(writer, entry.body);
    if (!read.ok || !isOurs(read.value, identity, from)) leftOut += 1;
    else if (writer.changes.byId(entry.id) === null) {
      put(writer, { current, tillId: identity.tillId }, { entry, change: read.value }, sha256);
      count += 1;
    }
  }
  return { count, leftOut };
}

function isOurs(change: Change, identity: Identity, from: 'till' | 'store'): boolean {
  if (change.tillId === identity.tillId) return true;
  return from === 'store' && change.businessId === identity.businessId && change.storeId === identity.storeId;
}

type Place = { readonly current: CurrentEpoch; readonly tillId: string };
type Lost = { readonly entry: JournalEntry; readonly change: Change };

function put(writer: Writer, { current, tillId }: Place, { entry, change }: Lost, sha256: Sha256): void {
  const head = writer.changes.head(current.epoch);
  const seq = (head?.seq ?? 0) + 1;
  const previousHash = head?.hash ?? chainStart(sha256, tillId, current.epoch, current.previousHash);
  const hash = chainNext(sha256, { previousHash, epoch: current.epoch, seq, bodyHash: entry.bodyHash });
  writer.appended.push({ ...entry, epoch: current.epoch, seq, hash });
  writer.changes.insert({
    epoch: current.epoch,
    seq,
    id: entry.id,
    type: change.type,
    entityId: change.entityId,
    occurredMs: change.occurredAt.ms,
    hlc: change.hlc,
    body: entry.body,
    bodyHash: entry.bodyHash,
    hash,
    state: 'waiting',
    ackedMs: null,
    tries: 0,
    lastError: null,
  });
  if (change.hlc > writer.meta.hlc()) writer.meta.setHlc(change.hlc);
  if (change.type === 'sale.completed' || change.type === 'sale.refunded') {
    const number = readReceiptNumber(change.payload.receiptNumber);
    if (number !== null) writer.meta.liftReceiptCounter(number.series, number.counter);
  }
  applyOwnChange(writer, change, { epoch: current.epoch, epochCounter: epochCounter(current.epoch), seq });
}
