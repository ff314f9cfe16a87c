import type { Change } from '#shared/changes/change-body.ts';
import { type Sha256, chainNext, chainStart, epochCounter } from '#shared/changes/hash-chain.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { applyOwnChange } from './apply-own-change.ts';
import type { JournalEntry } from './journal.ts';
import { readReceiptNumber } from './receipt-series.ts';
import type { TillStore, Writer } from './till-store.ts';

/**
 * Writes down again what the second copy holds and a restored file lacks, in its order, at the place that it had where that
 * still fits the chain.
 *
 * @returns how many changes came back
 */
export function replayJournal(store: TillStore, entries: readonly JournalEntry[], sha256: Sha256): number {
  return store.write((writer) => {
    let count = 0;
    for (const entry of entries) {
      const change = parseChange(entry.body);
      if (!change.ok || writer.changes.byId(entry.id) !== null) continue;
      put(writer, entry, change.value, sha256);
      count += 1;
    }
    return count;
  });
}

function put(writer: Writer, entry: JournalEntry, change: Change, sha256: Sha256): void {
  const current = writer.meta.epoch();
  const identity = writer.meta.identity();
  if (current === null || identity === null) return;
  const head = writer.changes.head(current.epoch);
  const seq = (head?.seq ?? 0) + 1;
  const previousHash = head?.hash ?? chainStart(sha256, identity.tillId, current.epoch, current.previousHash);
  const hash = chainNext(sha256, { previousHash, epoch: current.epoch, seq, bodyHash: entry.bodyHash });
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
