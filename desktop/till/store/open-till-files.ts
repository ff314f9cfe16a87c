import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '#shared/changes/hash-chain.ts';
import type { Keychain } from '../ports/keychain.ts';
import type { Log } from '../ports/log.ts';
import type { RandomBytes } from '../ports/randomness.ts';
import { BALLAST_BYTES, type Ballast, DISK_LOW_BYTES, ballastIn, freeBytes } from './ballast.ts';
import type { CutLimits } from './cut-journal.ts';
import { type DraftStore, draftStoreOf } from './draft-store.ts';
import { databaseHead } from './database-head.ts';
import { type Head, isBehind } from './head-file.ts';
import { lockInstance } from './instance-lock.ts';
import { readJournal } from './journal.ts';
import { finishLeaving } from './leaving.ts';
import { guardSeries } from './local-series.ts';
import { readMigrations } from './migrate.ts';
import type { DistrustCode } from './money-files.ts';
import { openDraftDb } from './open-till-db.ts';
import { asideFolder, isDamaged, restoreNewest, setAside } from './recover.ts';
import { endRecovery, noteRecovery, readRecovery } from './recovery-note.ts';
import { replayJournal } from './replay-journal.ts';
import { keepForEnrolment, savedChanges } from './saved-changes.ts';
import { subjectOf } from './subject-of.ts';
import { takeKeptChanges } from './take-kept-changes.ts';
import { withStoreFaults } from './store-fault.ts';
import { type TillStore, type Writer, openTillStore } from './till-store.ts';
import { openVault } from './vault.ts';
import { withBallast } from './with-ballast.ts';

/** Something about the files that the cashier should know. */
export type FileNotice = {
  readonly code: 'restored' | 'disk_low' | 'not_durable' | 'came_back';
  readonly value: string;
};

/** The files of a till, open and whole. */
export type TillFiles = {
  readonly store: TillStore;
  readonly drafts: DraftStore;
  readonly ballast: Ballast;
  readonly notices: () => readonly FileNotice[];
  /** Whether what is not about selling may take room on the disk. */
  readonly hasRoom: () => boolean;
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
  readonly cutLimits?: CutLimits;
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
  const ballast = ballastIn(dataDir, deps.ballastBytes ?? BALLAST_BYTES);
  // Opening takes room too, and a till that sells has its ballast for it.
  const inRoom = <Value>(open: () => Value): Value => withBallast({ ballast, log }, () => withStoreFaults(open));
  const lock = inRoom(() => lockInstance(dataDir));
  try {
    const hasKey = !(await finishLeaving(dataDir, deps.keychain)) && deps.hasKey;
    const vault = await openVault(deps.keychain, deps.randomBytes);
    let restoredMs: number | null = null;
    let isFailing = false;
    const isNews = (atMs: number | null): boolean => atMs !== null && Math.abs(deps.nowMs() - atMs) < NEWS_MS;
    const storeDeps = {
      dataDir,
      migrations: readMigrations(deps.migrationsDir),
      vault,
      log,
      ballast,
      ...(deps.cutLimits === undefined ? {} : { cutLimits: deps.cutLimits }),
      onAppended: deps.onAppended,
      recovery: {
        begin: () => setDamagedAside(deps),
        unfinished: () => {
          const refill = refillOf(deps);
          if (refill !== null) restoredMs = deps.nowMs();
          return refill;
        },
        end: () => endRecovery(dataDir),
      },
      onDistrust: (code: DistrustCode) => {
        isFailing ||= code === 'store_io';
        deps.onDistrust?.();
      },
    };
    const store = inRoom(() => openTillStore(storeDeps));
    const drafts = inRoom(() => openDrafts(deps, ballast));
    catchUp(store, { ...deps, hasKey });
    takeKeptChanges(store, deps);
    return {
      store,
      drafts,
      ballast,
      notices: () => [
        ...(isNews(restoredMs) ? [{ code: 'restored' as const, value: '' }] : []),
        ...(isFailing ? [{ code: 'not_durable' as const, value: '' }] : []),
        ...(freeBytes(dataDir) < DISK_LOW_BYTES
          ? [{ code: 'disk_low' as const, value: String(freeBytes(dataDir)) }]
          : []),
        ...store.cameBack().map((change) => ({ code: 'came_back' as const, value: subjectOf(change) })),
      ],
      hasRoom: () => freeBytes(dataDir) >= DISK_LOW_BYTES / 2,
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

/** So long people are told that a backup was put in place. */
const NEWS_MS = 60 * 60_000;

/** Sets the damaged file aside and puts the newest good backup in its place. */
function setDamagedAside({ dataDir, nowMs, log }: TillFilesDeps): void {
  const aside = asideFolder(dataDir, 'damaged', nowMs());
  const folders = noteRecovery(dataDir, aside);
  setAside(dataDir, 'till.db', aside);
  // Without a backup there is no till that the changes could be written to: they are kept for the day when it is enrolled again.
  if (!restoreNewest(dataDir, log)) keepForEnrolment(dataDir, folders, nowMs());
}

/** What brings back what a file that was put in place lacks; null where none was. */
function refillOf(deps: TillFilesDeps): ((writer: Writer, headFound: Head | null) => void) | null {
  const note = readRecovery(deps.dataDir);
  if (note === null) return null;
  const entries = savedChanges(deps.dataDir, note.setAside);
  return (writer, headFound) => {
    deps.log.warn('journal_replayed', replayJournal(writer, entries, deps.sha256));
    if (guardSeries(writer, { hasKey: true, headFound })) deps.log.warn('receipt_series_lifted', {});
  };
}

/**
 * A file that stands behind its head is an older one, put back by hand or without its -wal: it takes another series of
 * receipts, and what it lacks of the second copy comes back.
 */
function catchUp(store: TillStore, deps: TillFilesDeps): void {
  const { hasKey, log } = deps;
  const headFound = store.headFound();
  const head = store.read(databaseHead);
  const entries = head !== null && isBehind(head, headFound) ? readJournal(join(deps.dataDir, 'pending.journal')) : [];
  const isLifted = store.write((writer) => {
    // The series first: with what comes back the file may no longer seem behind, and the second copy may lack the last of it.
    const lifted = guardSeries(writer, { hasKey, headFound });
    if (entries.length > 0) log.warn('journal_replayed', replayJournal(writer, entries, deps.sha256));
    return lifted;
  });
  if (!isLifted) return;
  store.noteHead();
  log.warn('receipt_series_lifted', {});
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
    setAside(deps.dataDir, 'draft.db', asideFolder(deps.dataDir, 'damaged', deps.nowMs()));
    return draftStoreOf(openDraftDb(path, migrations), room);
  }
}
