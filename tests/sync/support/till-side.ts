import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { type Id, uuidV7 } from '#shared/base/ids.ts';
import { httpNetwork } from '#devices/http-network.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import type { NetworkRequest } from '#till/ports/network.ts';
import { type Log, SILENT_LOG } from '#till/ports/log.ts';
import { type AppendedChange, type Fact, appendChange } from '#till/store/append-change.ts';
import { readMigrations } from '#till/store/migrate.ts';
import { type TillStore, openTillStore } from '#till/store/till-store.ts';
import { openVault } from '#till/store/vault.ts';
import { enrolTill } from '#till/sync/enrol-till.ts';
import { type SyncStatus, syncStatus } from '#till/sync/sync-status.ts';
import { type SyncWorker, createSyncWorker } from '#till/sync/sync-worker.ts';
import { sha256 } from '#till/sync/till-key.ts';
import { salePayload } from './make-goods.ts';
import { quickTimers, until } from './quick-timers.ts';

const MIGRATIONS = readMigrations(new URL('../../../migrations/till/', import.meta.url).pathname);

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
}

export type TillSideOptions = {
  readonly nowMs: () => number;
  readonly speed?: number;
  readonly log?: Log;
  readonly dataDir?: string;
  /** Throws an answer away after the office gave it, where it says so. */
  readonly losesAnswer?: (path: string) => boolean;
};

export async function openTillSide(options: TillSideOptions): Promise<TillSide> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'till-side-'));
  const newId = (): Id => uuidV7(options.nowMs(), randomBytes(10));
  const keychain = keychainFile(join(dataDir, 'keys.json'));
  const topics: string[] = [];
  const applied: string[] = [];
  const actorId = newId();
  const variant = newId();
  let opened = await open();

  async function open() {
    const vault = await openVault(keychain, randomBytes);
    const store = openTillStore({ dataDir, migrations: MIGRATIONS, vault, log: SILENT_LOG });
    const line = httpNetwork();
    const returns = new Set<() => void>();
    const network = {
      ...line,
      request: async (request: NetworkRequest) => {
        const answer = await line.request(request);
        if (options.losesAnswer?.(new URL(request.url).pathname) === true)
          throw new Fault('office_unreachable', 'the answer got lost');
        return answer;
      },
      isUp: () => true,
      onReturn: (listener: () => void) => {
        returns.add(listener);
        return () => returns.delete(listener);
      },
    };
    const timers = quickTimers(options.speed ?? 50);
    const deps = {
      store,
      network,
      timers,
      keychain,
      newId,
      nowMs: options.nowMs,
      log: options.log ?? SILENT_LOG,
      random: Math.random,
      appVersion: '0.1.0',
      onRecordApplied: (_writer: unknown, record: { kind: string; id: Id }) =>
        void applied.push(`${record.kind}/${record.id}`),
      onPush: (topic: string) => void topics.push(topic),
    };
    return { store, network, returns, deps, worker: createSyncWorker(deps) };
  }
  const stop = (): void => {
    opened.worker.stop();
    opened.network.close();
    opened.store.close();
  };
  const start = async (): Promise<void> => {
    opened = await open();
    opened.worker.start();
  };
  const append = (fact: Fact): AppendedChange => {
    const change = opened.store.write((writer) =>
      appendChange(
        writer,
        { nowMs: options.nowMs, newId, sha256, clockQuality: opened.worker.memory.clockQuality },
        fact,
      ),
    );
    opened.worker.changed();
    return change;
  };
  const waiting = (): number => opened.store.read((reader) => reader.changes.countIn('waiting').count);
  return {
    dataDir,
    store: () => opened.store,
    worker: () => opened.worker,
    topics,
    applied,
    append,
    enrol: async (officeUrl, code) => {
      const outcome = await enrolTill(opened.deps, { officeUrl, code }, AbortSignal.timeout(10_000));
      if (!outcome.ok) throw new Error(`not enrolled: ${outcome.refusal}`);
      opened.worker.start();
    },
    sell: (variantId = variant) => {
      const saleId = newId();
      const receiptNumber = opened.store.write((writer) => {
        const series = writer.meta.epoch()?.series ?? '';
        const counter = writer.meta.receiptCounter(series) + 1;
        writer.meta.setReceiptCounter(series, counter);
        return `LEK-T1-${series}-${String(counter).padStart(6, '0')}`;
      });
      const payload = salePayload(newId, {
        saleId,
        receiptNumber,
        things: [{ variantId, quantityMilli: 1000, priceMinor: 125_000 }],
      });
      append({ type: 'sale.completed', entityId: saleId, actorId, payload });
      return saleId;
    },
    status: () => syncStatus(opened.store, opened.worker.memory),
    settled: () =>
      until('everything is at the office', () => waiting() === 0 && opened.worker.memory.state === 'normal'),
    stop,
    start,
    backUp: () => {
      const backup = mkdtempSync(join(tmpdir(), 'till-backup-'));
      opened.store.read((reader) => reader.meta.get('identity'));
      cpSync(join(dataDir, 'till.db'), join(backup, 'till.db'));
      cpSync(join(dataDir, 'till.db-wal'), join(backup, 'till.db-wal'));
      return backup;
    },
    loseKey: () => rmSync(join(dataDir, 'keys.json')),
    networkReturns: () => {
      for (const listener of opened.returns) listener();
    },
    restore: async (backup) => {
      stop();
      for (const name of ['till.db', 'till.db-wal', 'till.db-shm']) rmSync(join(dataDir, name), { force: true });
      cpSync(backup, dataDir, { recursive: true });
      await start();
    },
    [Symbol.asyncDispose]: async () => {
      stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
