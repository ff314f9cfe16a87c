import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '#shared/changes/hash-chain.ts';
import type { Keychain } from '../ports/keychain.ts';
import type { Log } from '../ports/log.ts';
import type { RandomBytes } from '../ports/randomness.ts';
import { BALLAST_BYTES, type Ballast, DISK_LOW_BYTES, ballastIn, freeBytes } from './ballast.ts';
import { type DraftStore, draftStoreOf } from './draft-store.ts';
import type { Head } from './head-file.ts';
import { lockInstance } from './instance-lock.ts';
import { readJournal } from './journal.ts';
import { guardSeries } from './local-series.ts';
import { readMigrations } from './migrate.ts';
import { openDraftDb } from './open-till-db.ts';
import { isDamaged, restoreNewest, setAside } from './recover.ts';
import { replayJournal } from './replay-journal.ts';
import { withStoreFaults } from './store-fault.ts';
import { type TillStore, type Writer, openTillStore } from './till-store.ts';
import { openVault } from './vault.ts';

/** Something about the files that the cashier should know. */
export type FileNotice = { readonly code: 'restored' | 'disk_low' | 'not_durable'; readonly value: string };

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
  /** The money file failed while it was in use. */
  readonly onDistrust?: () => void;
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
    let isRestored = false;
    let isFailing = false;
    const store = openTillStore({
      dataDir,
      migrations: readMigrations(deps.migrationsDir),
      vault,
      log,
      ballast,
      onAppended: deps.onAppended,
      recover: () => {
        isRestored = true;
        return recover(deps);
      },
      onDistrust: (code) => {
        isFailing ||= code === 'store_io';
        deps.onDistrust?.();
      },
    });
    const drafts = openDrafts(deps, ballast);
    const headFound = store.headFound();
    if (store.write((writer) => guardSeries(writer, { hasKey: deps.hasKey, headFound }))) {
      store.noteHead();
      log.warn('receipt_series_lifted', {});
    }
    return {
      store,
      drafts,
      ballast,
      notices: () => [
        ...(isRestored ? [{ code: 'restored' as const, value: '' }] : []),
        ...(isFailing ? [{ code: 'not_durable' as const, value: '' }] : []),
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

/** Sets the damaged file aside and puts the newest good backup in its place; gives what brings back what that lacks. */
function recover(deps: TillFilesDeps): (writer: Writer, headFound: Head | null) => void {
  const { dataDir, log } = deps;
  setAside(dataDir, 'till.db', deps.nowMs());
  const hasBackup = restoreNewest(dataDir, log);
  const journal = join(dataDir, 'pending.journal');
  const entries = readJournal(journal);
  // Without a backup there is no till that the entries could be written to: they are kept for the day when it is enrolled again.
  if (!hasBackup && existsSync(journal)) renameSync(journal, `${journal}.kept-${deps.nowMs()}`);
  return (writer, headFound) => {
    log.warn('journal_replayed', { count: replayJournal(writer, entries, deps.sha256) });
    if (guardSeries(writer, { hasKey: true, headFound })) log.warn('receipt_series_lifted', {});
  };
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
