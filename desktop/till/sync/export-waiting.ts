import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '#shared/base/assert.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { RefusalCode } from '#shared/base/refusal-codes.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { CARRIED_BYTES_MAX, CARRIED_PLACE, type CarriedChanges, type ImportRequest } from '#shared/sync/carried.ts';
import { PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import { flush } from '../store/flush.ts';
import { withStoreFaults } from '../store/store-fault.ts';
import type { Reader } from '../store/till-tables.ts';
import { noteExported } from './exported-through.ts';
import { nextBatch, signatureOf } from './push-batch.ts';
import type { SyncDeps } from './sync-deps.ts';
import { type TillKey, readTillKey } from './till-key.ts';

export type ExportDeps = Pick<SyncDeps, 'store' | 'keychain' | 'nowMs' | 'protocol'> & { readonly dataDir: string };

/** What lies in the folder now, in the order in which the office takes it. */
export type Exported = {
  readonly folder: string;
  readonly files: readonly { readonly name: string; readonly changes: number }[];
};

/**
 * Writes all that waits into signed files, which a person carries to the office. Nothing of it counts as sent: what the office
 * got by a file it names when the till next speaks with it.
 */
export async function exportWaiting(deps: ExportDeps): Promise<Outcome<Exported, RefusalCode>> {
  const key = await readTillKey(deps.keychain);
  if (key === null) return refuse('till_key_missing');
  if (deps.store.read((reader) => reader.meta.isAlone() || firstWaiting(reader) === null))
    return refuse('nothing_waits');
  const folder = join(deps.dataDir, FOLDER);
  const files: Exported['files'][number][] = [];
  withStoreFaults(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  for (let from = deps.store.read(firstWaiting); from !== null;) {
    const firstSeq = from;
    const carried = deps.store.read((reader) => nextFile(reader, deps, firstSeq));
    if (carried === null) break;
    const lastSeq = firstSeq + carried.changes.length - 1;
    const name = deps.store.read((reader) => nameOf(reader, carried.epoch, { firstSeq, lastSeq }));
    withStoreFaults(() => writeWhole(folder, name, sealed(key, carried)));
    files.push({ name, changes: carried.changes.length });
    deps.store.write((writer) => noteExported(writer, { epoch: carried.epoch, seq: lastSeq }));
    from = lastSeq + 1;
  }
  return accept({ folder, files });
}

const FOLDER = 'exports';

function firstWaiting(reader: Reader): number | null {
  const epoch = reader.meta.epoch()?.epoch;
  return epoch === undefined ? null : reader.places.firstWaitingSeq(epoch);
}

function nextFile(
  reader: Reader,
  deps: Pick<ExportDeps, 'nowMs' | 'protocol'>,
  firstSeq: number,
): CarriedChanges | null {
  const { businessId, tillId } = must(reader.meta.identity(), 'a till that has something to send is one');
  const changes: CarriedChanges['changes'] = [];
  let epoch = '';
  let bytes = 0;
  while (bytes < CARRIED_BYTES_MAX) {
    const batch = nextBatch(reader, PUSH_CHANGES_MAX, firstSeq + changes.length);
    if (batch === null) break;
    epoch = batch.epoch;
    changes.push(...batch.changes);
    bytes += batch.parts.reduce((sum, part) => sum + part.length, 0);
  }
  if (changes.length === 0) return null;
  return { v: 1, protocol: deps.protocol, businessId, tillId, epoch, firstSeq, writtenAtMs: deps.nowMs(), changes };
}

/** Signed as a push is, over exactly the text that lies in the file. */
function sealed(key: TillKey, content: CarriedChanges): string {
  const carried = JSON.stringify(content);
  const { epoch, firstSeq } = content;
  const signature = signatureOf(key, Buffer.from(carried), { ...CARRIED_PLACE, epoch, firstSeq });
  const file: ImportRequest = { format: 'stockavoo-changes', carried, signature };
  return JSON.stringify(file);
}

function nameOf(reader: Reader, epoch: string, { firstSeq, lastSeq }: { firstSeq: number; lastSeq: number }): string {
  const { storeCode, tillCode } = must(reader.meta.identity(), 'a till that has something to send is one');
  const [first, last] = [firstSeq, lastSeq].map((seq) => String(seq).padStart(SEQ_DIGITS, '0'));
  return `${storeCode}-${tillCode}-${epochCounter(epoch)}-${first}-${last}.json`;
}

const SEQ_DIGITS = 8;

/** A file has its name only once it is whole on the disk. */
function writeWhole(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  writeFileSync(`${path}.part`, text, { mode: 0o600 });
  flush(`${path}.part`);
  renameSync(`${path}.part`, path);
  flush(folder);
}
