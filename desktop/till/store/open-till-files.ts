import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '#shared/changes/hash-chain.ts';
import type { Keychain } from '../ports/keychain.ts';
import type { Log } from '../ports/log.ts';
import type { RandomBytes } from '../ports/randomness.ts';
import { BALLAST_BYTES, type Ballast, DISK_LOW_BYTES, ballastIn, freeBytes } from './ballast.ts';
import { type DraftStore, draftStoreOf } from './draft-store.ts';
import { lockInstance } from './instance-lock.ts';
import { readJournal } from './journal.ts';
import { guardSeries } from './local-series.ts';
import { readMigrations } from './migrate.ts';
import { openDraftDb } from './open-till-db.ts';
import { isDamaged, restoreNewest, setAside } from './recover.ts';
import { replayJournal } from './replay-journal.ts';
import { withStoreFaults } from './store-fault.ts';
import { type TillStore, type TillStoreDeps, openTillStore } from './till-store.ts';
import { openVault } from './vault.ts';

/** Something about the files that the cashier should know. */
export type FileNotice = { readonly code: 'restored' | 'disk_low'; readonly value: string };

/** The files of a till, open and whole. */
export type TillFiles = {
  readonly store: TillStore;
  readonly drafts: DraftStore;
  readonly ballast: Ballast;
  readonly notices: () => readonly FileNotice[];
  readonly close: () => void;
};

export type TillFilesDeps = {
  readonly dataDir: string;
  readonly migrationsDir: string;
  readonly keychain: Keychain;
  readonly randomBytes: RandomBytes;
  readonly nowMs: () => number;
  readonly log: Log;
  readonly sha256: Sha256;
  /** Whether this machine holds the till's key. */
  readonly hasKey: boolean;
  readonly ballastBytes?: number;
  readonly onAppended: () => void;
};

/**
 * Opens the till's files under the instance lock. A damaged money file is set aside and the newest good backup opened; a
 * damaged file of carts costs the carts.
 *
 * @throws {Fault} a `store_…` code of the catalogue
 */
export async function openTillFiles(deps: TillFilesDeps): Promise<TillFiles> {
  const { dataDir, log } = deps;
  withStoreFaults(() => mkdirSync(dataDir, { recursive: true }));
  const lock = lockInstance(dataDir);
  try {
    const vault = await openVault(deps.keychain, deps.randomBytes);
    const ballast = ballastIn(dataDir, deps.ballastBytes ?? BALLAST_BYTES);
    const storeDeps = {
      dataDir,
      migrations: readMigrations(deps.migrationsDir),
      vault,
      log,
      ballast,
      onAppended: deps.onAppended,
    };
    const { store, restored } = openOrRestore(deps, storeDeps);
    const drafts = openDrafts(deps, ballast);
    const series = guardSeries(store, deps.hasKey);
    if (series.changed) log.warn('receipt_series_lifted', {});
    return {
      store,
      drafts,
      ballast,
      notices: () => [
        ...(restored ? [{ code: 'restored' as const, value: '' }] : []),
        ...(freeBytes(dataDir) < DISK_LOW_BYTES
          ? [{ code: 'disk_low' as const, value: String(freeBytes(dataDir)) }]
          : []),
      ],
      close: () => {
        drafts.close();
        store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openOrRestore(deps: TillFilesDeps, storeDeps: TillStoreDeps): { store: TillStore; restored: boolean } {
  try {
    return { store: openTillStore(storeDeps), restored: false };
  } catch (error) {
    if (!isDamaged(error)) throw error;
    deps.log.error('store_damaged', { message: error instanceof Error ? error.message : '' });
  }
  const { dataDir } = deps;
  setAside(dataDir, 'till.db', deps.nowMs());
  const hasBackup = restoreNewest(dataDir, deps.log);
  const journal = join(dataDir, 'pending.journal');
  const entries = readJournal(journal);
  // Without a backup there is no till that the entries could be written to: they are kept for the day when it is enrolled again.
  if (!hasBackup && existsSync(journal)) renameSync(journal, `${journal}.kept-${deps.nowMs()}`);
  const store = openTillStore(storeDeps);
  if (hasBackup) deps.log.warn('journal_replayed', { count: replayJournal(store, entries, deps.sha256) });
  return { store, restored: true };
}

function openDrafts(deps: TillFilesDeps, ballast: Ballast): DraftStore {
  const room = { ballast, log: deps.log };
  const path = join(deps.dataDir, 'draft.db');
  const migrations = readMigrations(join(deps.migrationsDir, 'draft'));
  try {
    return draftStoreOf(openDraftDb(path, migrations), room);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    deps.log.error('drafts_damaged', {});
    setAside(deps.dataDir, 'draft.db', deps.nowMs());
    return draftStoreOf(openDraftDb(path, migrations), room);
  }
}
