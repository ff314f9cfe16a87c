import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '#shared/base/fault.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { type Id, uuidV7 } from '#shared/base/ids.ts';
import { httpNetwork } from '#devices/http-network.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import { type Network, NotConnected } from '#till/ports/network.ts';
import { type Log, SILENT_LOG } from '#till/ports/log.ts';
import { type AppendedChange, type Fact, appendChange } from '#till/store/append-change.ts';
import { readMigrations } from '#till/store/migrate.ts';
import { type TillStore, openTillStore } from '#till/store/till-store.ts';
import { openVault } from '#till/store/vault.ts';
import { enrolTill } from '#till/sync/enrol-till.ts';
import { type SyncStatus, syncStatus } from '#till/sync/sync-status.ts';
import type { SyncDeps } from '#till/sync/sync-deps.ts';
import { type SyncWorker, createSyncWorker } from '#till/sync/sync-worker.ts';
import { sha256 } from '#till/sync/till-key.ts';
import { salePayload } from './make-goods.ts';
import { type QuickTimers, quickTimers, until } from './quick-timers.ts';

const MIGRATIONS = readMigrations(fileURLToPath(new URL('../../../migrations/till/', import.meta.url)));

/** The sync side of a real till: its files, its key, its worker, without screens or devices. */
export interface TillSide extends AsyncDisposable {
  readonly dataDir: string;
  readonly store: () => TillStore;
  readonly worker: () => SyncWorker;
  readonly topics: string[];
  readonly applied: string[];
  readonly enrol: (officeUrl: string, code: string) => Promise<void>;
  readonly append: (fact: Fact) => AppendedChange;
  /** Sells one piece of a variant, durably, and tells the worker. Gives the sale's id. */
  readonly sell: (variantId?: Id) => Id;
  readonly status: () => SyncStatus;
  readonly settled: () => Promise<void>;
  /** Ends the process's part: worker and files. */
  readonly stop: () => void;
  readonly start: () => Promise<void>;
  /** Puts the database of another moment in place of today's, as a restored backup does. */
  readonly backUp: () => string;
  readonly restore: (backup: string) => Promise<void>;
  /** As on a machine to which only the database was copied. */
  readonly loseKey: () => void;
  readonly networkReturns: () => void;
  /** Lets so much time pass for the till at once; each request that it makes meanwhile has the time that it needs. */
  readonly pass: (ms: number) => Promise<void>;
}

export type TillSideOptions = {
  readonly nowMs: () => number;
  readonly speed?: number;
  readonly log?: Log;
  readonly dataDir?: string;
  /** Throws an answer away after the office gave it, where it says so. */
  readonly losesAnswer?: (path: string) => boolean;
  /** A request goes out, and later is over, however it ended. */
  readonly onRequest?: (path: string, isOver: boolean) => void;
  /** Whether nothing that sync writes fits on the disk. */
  readonly isDiskFull?: () => boolean;
  /** The protocol that the till's program speaks; this one's where nothing is said. */
  readonly protocol?: number;
  /** Whether there is a way to the office at all. */
  readonly hasLine?: () => boolean;
};

type Parts = {
  readonly store: TillStore;
  readonly deps: SyncDeps;
  readonly worker: SyncWorker;
  readonly timers: QuickTimers;
  readonly isIdle: () => boolean;
  readonly close: () => void;
  readonly networkReturns: () => void;
};

/** What one run of the till's process has open. */
async function openParts(
  options: TillSideOptions,
  dataDir: string,
  heard: { topics: string[]; applied: string[] },
): Promise<Parts> {
  const keychain = keychainFile(join(dataDir, 'keys.json'));
  const vault = await openVault(keychain, randomBytes);
  const store = openTillStore({ dataDir, migrations: MIGRATIONS, vault, log: SILENT_LOG });
  const line = httpNetwork();
  const returns = new Set<() => void>();
  const timers = quickTimers(options.speed ?? 50);
  let underWay = 0;
  const network: Network = {
    ...line,
    request: async (request) => {
      if (options.hasLine?.() === false) throw new NotConnected('no line');
      const path = new URL(request.url).pathname;
      options.onRequest?.(path, false);
      underWay += 1;
      const answer = await line.request(request).finally(() => {
        underWay -= 1;
        options.onRequest?.(path, true);
      });
      const isLost = options.losesAnswer?.(path) === true;
      if (isLost) throw new Fault('office_unreachable', 'the answer got lost');
      return answer;
    },
    isUp: () => true,
    onReturn: (listener) => {
      returns.add(listener);
      return () => returns.delete(listener);
    },
  };
  const deps: SyncDeps = {
    store: {
      ...store,
      write: (work, ...sync) => {
        if (options.isDiskFull?.() === true) throw new Fault('store_disk_full', 'the disk is full');
        return store.write(work, ...sync);
      },
    },
    network,
    keychain,
    timers,
    newId: () => uuidV7(options.nowMs(), randomBytes(10)),
    nowMs: options.nowMs,
    log: options.log ?? SILENT_LOG,
    random: Math.random,
    hasRoom: () => options.isDiskFull?.() !== true,
    appVersion: '0.1.0',
    protocol: options.protocol ?? PROTOCOL_VERSION,
    onRecordsApplied: (_writer, records) => void heard.applied.push(...records.map(({ kind, id }) => `${kind}/${id}`)),
    onPush: (topic) => void heard.topics.push(topic),
  };
  const worker = createSyncWorker(deps);
  const close = (): void => {
    worker.stop();
    line.close();
    store.close();
  };
  const networkReturns = (): void => {
    for (const listener of returns) listener();
  };
  return { store, deps, worker, timers, isIdle: () => underWay === 0, close, networkReturns };
}

/** The number of the next receipt, as the till counts them. */
function nextReceipt(store: TillStore): string {
  return store.write((writer) => {
    const series = writer.meta.epoch()?.series ?? '';
    const counter = writer.meta.receiptCounter(series) + 1;
    writer.meta.setReceiptCounter(series, counter);
    return `LEK-T1-${series}-${String(counter).padStart(6, '0')}`;
  });
}

const PASS_MS = 15_000;

/** In steps below every deadline, each once nothing is under way. */
async function passTime({ timers, isIdle }: Parts, ms: number): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= PASS_MS) {
    timers.skip(Math.min(leftMs, PASS_MS));
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
    await until('nothing is under way', isIdle);
  }
}

const DATABASE_FILES = ['till.db', 'till.db-wal', 'till.db-shm'];

export async function openTillSide(options: TillSideOptions): Promise<TillSide> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'till-side-'));
  const heard: { topics: string[]; applied: string[] } = { topics: [], applied: [] };
  let parts = await openParts(options, dataDir, heard);
  const { newId } = parts.deps;
  const [actorId, usualVariant] = [newId(), newId()];
  const start = async (): Promise<void> => {
    parts = await openParts(options, dataDir, heard);
    parts.worker.start();
  };
  const append = (fact: Fact): AppendedChange => {
    const { store, worker } = parts;
    const changes = { nowMs: options.nowMs, newId, sha256, clockQuality: worker.memory.clockQuality };
    const change = store.write((writer) => appendChange(writer, changes, fact));
    worker.changed();
    return change;
  };
  const isSettled = (): boolean =>
    parts.store.read((reader) => reader.changes.countIn('waiting').count) === 0 &&
    parts.worker.memory.state === 'normal';
  return {
    dataDir,
    ...heard,
    store: () => parts.store,
    worker: () => parts.worker,
    append,
    enrol: async (officeUrl, code) => {
      const isLost = parts.worker.memory.state === 'unknown';
      const outcome = await enrolTill(parts.deps, { officeUrl, code }, AbortSignal.timeout(10_000), isLost);
      if (!outcome.ok) throw new Error(`not enrolled: ${outcome.refusal}`);
      parts.worker.start();
    },
    sell: (variantId = usualVariant) => {
      const saleId = newId();
      const things = [{ variantId, quantityMilli: 1000, priceMinor: 125_000 }];
      const payload = salePayload(newId, { saleId, receiptNumber: nextReceipt(parts.store), things });
      append({ type: 'sale.completed', entityId: saleId, actorId, payload });
      return saleId;
    },
    status: () => syncStatus(parts.store, parts.worker.memory),
    settled: () => until('everything is at the office', isSettled),
    stop: () => parts.close(),
    start,
    backUp: () => {
      const backup = mkdtempSync(join(tmpdir(), 'till-backup-'));
      for (const name of DATABASE_FILES.slice(0, 2)) cpSync(join(dataDir, name), join(backup, name));
      return backup;
    },
    restore: async (backup) => {
      parts.close();
      for (const name of DATABASE_FILES) rmSync(join(dataDir, name), { force: true });
      cpSync(backup, dataDir, { recursive: true });
      await start();
    },
    loseKey: () => rmSync(join(dataDir, 'keys.json')),
    networkReturns: () => parts.networkReturns(),
    pass: (ms) => passTime(parts, ms),
    [Symbol.asyncDispose]: () => {
      parts.close();
      rmSync(dataDir, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
