import { mkdirSync, statSync } from 'node:fs';
import { assert } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import { backUp } from './backup.ts';
import type { Ballast } from './ballast.ts';
import { type Connection } from './connection.ts';
import { type CutLimits, cutJournal } from './cut-journal.ts';
import { databaseHead } from './database-head.ts';
import { type CameBack, type DoubtfulCommits, doubtfulCommits } from './doubtful-commits.ts';
import type { Head, HeadFile } from './head-file.ts';
import type { Journal } from './journal.ts';
import {
  type DistrustCode,
  type MoneyFiles,
  type MoneyFilesDeps,
  type OpenFile,
  openMoneyFiles,
} from './money-files.ts';
import { storeFault } from './store-fault.ts';
import { swapInBackup } from './swap-in-backup.ts';
import type { Reader, Writer } from './till-tables.ts';
import { withBallast } from './with-ballast.ts';

export type { Reader, Writer } from './till-tables.ts';

/** Work inside the store ends before it returns: a promise would leave a transaction half open. */
export type NotAPromise<Value> = [Value] extends [never] ? [] : Value extends PromiseLike<unknown> ? [never] : [];

/** The till's money, on its disk. One process writes it, one transaction at a time. */
export type TillStore = {
  readonly read: <Value>(work: (reader: Reader) => Value, ...sync: NotAPromise<Value>) => Value;
  /**
   * One transaction, on the disk when it returns; nothing of it is there when `work` throws. On a full disk the ballast is
   * given up and the work done once more, so `work` does nothing outside the store. Where the disk fails at the commit, the
   * file is opened anew and asked: what it kept is answered as kept.
   *
   * @throws {Fault} a `store_…` code of the catalogue
   */
  readonly write: <Value>(work: (writer: Writer) => Value, ...sync: NotAPromise<Value>) => Value;
  /** Changes that were answered as not sure and are in the file, as the disk showed later; whoever asked was not told yet. */
  readonly cameBack: () => readonly CameBack[];
  readonly toldOf: (entityId: string) => void;
  /** The head beside the database: as it was found at the start, then as it was written last. */
  readonly headFound: () => Head | null;
  /** Writes the head beside the database as it stands now. */
  readonly noteHead: () => void;
  /** Drops from the second copy what the office acknowledged. */
  readonly cutJournal: () => void;
  /** Moves what was written into the file itself, where that is worth it; for idle moments. */
  readonly checkpoint: () => void;
  readonly changedSinceBackup: () => boolean;
  /** Copies the file, checked, into a folder; gives the copy's name. */
  readonly backUp: (folder: string, nowMs: number) => Promise<string>;
  /**
   * Puts a backup in place of the money file, and opens it: what waited at that moment is written into it again.
   *
   * @returns the folder, in the data folder, where the files of before lie
   */
  readonly restore: (name: string, nowMs: number) => Promise<ReturnType<typeof swapInBackup>>;
  readonly close: () => void;
};

export type TillStoreDeps = MoneyFilesDeps & {
  readonly ballast?: Ballast;
  /** A fact was committed: there is something to push. */
  readonly onAppended?: () => void;
  /** When the second copy is written anew; what a shop needs where nothing is said. */
  readonly cutLimits?: CutLimits;
};

const CHECKPOINT_BYTES = 4 * 1024 * 1024;

/** Opens the money file in a folder that is made where it is missing. The caller holds the instance lock. */
export function openTillStore(deps: TillStoreDeps): TillStore {
  mkdirSync(deps.dataDir, { recursive: true });
  const files = openMoneyFiles(deps);
  const { current, headFile } = files;
  let backedUpAt = -1;
  let working: Promise<unknown> = Promise.resolve();
  const makeBackUp = async (folder: string, nowMs: number): Promise<string> => {
    const { db, writer } = current();
    const at = writer.commitCount();
    const name = await backUp(db, folder, nowMs);
    backedUpAt = at;
    return name;
  };
  // One at a time: a second would take the first one's half for a leftover.
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = working.then(work).catch((error: unknown) => {
      throw storeFault(error);
    });
    working = turn.catch(() => undefined);
    return turn;
  };
  const ask = guardedBy(files);
  const doubts = doubtfulCommits({ ...deps, ask });
  const guarded: typeof ask = (work) =>
    ask((open) => {
      doubts.lookAgain(open);
      return work(open);
    });
  const noteHead = (): void => {
    const head = guarded(({ reader }) => databaseHead(reader));
    if (head !== null) headFile.write(head);
  };
  const transact = transactionsThrough(guarded, doubts);
  return {
    read: (work, ..._sync) => guarded((open) => work(open.reader)),
    write: (work, ..._sync) => {
      const { value, writer } = withBallast(deps, () => transact(work));
      assert(!(value instanceof Promise), 'work inside the store returns no promise');
      // The second copy got what it lacked when the file was opened anew.
      if (writer === null) noteHead();
      if (writer === null || afterCommit(writer, files.journal(), headFile)) deps.onAppended?.();
      return value;
    },
    cameBack: doubts.cameBack,
    toldOf: doubts.told,
    headFound: headFile.latest,
    noteHead,
    cutJournal: () => guarded(({ reader }) => cutJournal(reader.changes, files.journal(), deps)),
    checkpoint: () => guarded(({ db }) => checkpointIfWorth(db, files.path)),
    changedSinceBackup: () => guarded(({ writer }) => writer.commitCount()) !== backedUpAt,
    backUp: (folder, nowMs) => inTurn(() => makeBackUp(folder, nowMs)),
    restore: (name, nowMs) =>
      inTurn(() => {
        const swapped = files.replace(() => swapInBackup(deps.dataDir, name, nowMs));
        backedUpAt = -1;
        guarded(() => undefined);
        return Promise.resolve(swapped);
      }),
    close: files.close,
  };
}

/** Runs work on the file and names what failed; a file that failed is not used again as it is. */
function guardedBy(files: MoneyFiles) {
  return <Value>(work: (open: OpenFile) => Value): Value => {
    try {
      return work(files.current());
    } catch (error) {
      const fault = storeFault(error);
      if (isDistrusted(fault)) files.distrust(fault);
      throw fault;
    }
  };
}

type Guarded = ReturnType<typeof guardedBy>;

/**
 * Runs work in a transaction. Where the disk fails at its COMMIT, the file itself says whether it is kept: its value is given
 * then as if nothing had been (without a writer, whose notes belong to the file that was closed).
 */
function transactionsThrough(guarded: Guarded, doubts: DoubtfulCommits) {
  return <Value>(work: (writer: Writer) => Value): { value: Value; writer: Writer | null } => {
    const attempt: { done: { readonly value: Value; readonly lastId: string } | null } = { done: null };
    try {
      return guarded((open) => ({
        value: open.transaction(() => {
          const value = work(open.writer);
          const lastId = open.writer.appended.at(-1)?.id;
          attempt.done = lastId === undefined ? null : { value, lastId };
          return value;
        }),
        writer: open.writer,
      }));
    } catch (error) {
      const { done } = attempt;
      const isInDoubt = error instanceof Fault && error.code === 'store_io' && done !== null;
      if (!isInDoubt || !doubts.isKept(done.lastId)) throw error;
      return { value: done.value, writer: null };
    }
  };
}

function isDistrusted(fault: unknown): fault is Fault & { readonly code: DistrustCode } {
  return fault instanceof Fault && (fault.code === 'store_io' || fault.code === 'store_damaged');
}

/** The second copy and the head: a failure of theirs is no failure of the sale, which is on the disk. */
function afterCommit(writer: Writer, journal: Journal, headFile: HeadFile): boolean {
  const last = writer.appended.at(-1);
  if (last === undefined) return false;
  try {
    journal.append(writer.appended);
    const series = writer.meta.epoch()?.series ?? '';
    headFile.write({ epoch: last.epoch, seq: last.seq, series, counter: writer.meta.receiptCounter(series) });
  } catch {
    // The next change writes both again; losing this copy matters only if the database breaks before.
  } finally {
    writer.appended.length = 0;
  }
  return true;
}

/** Passive: it waits for nobody, and nobody for it. */
export function checkpointIfWorth(db: Connection, path: string): void {
  const bytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes >= CHECKPOINT_BYTES) db.pragma('wal_checkpoint(PASSIVE)');
}
