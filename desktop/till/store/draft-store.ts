import { assert } from '#shared/base/assert.ts';
import { type Connection } from './connection.ts';
import { type DroppedCart, droppedCart } from './dropped-cart.ts';
import { type FirstAnswers, firstAnswers } from './first-answers.ts';
import { storeFault } from './store-fault.ts';
import { readCallAnswers, writeCallAnswers } from './tables/call-answers.ts';
import { readDrafts, writeDrafts } from './tables/drafts.ts';
import { readPrintJobs, writePrintJobs } from './tables/print-jobs.ts';
import { type NotAPromise, checkpointIfWorth } from './till-store.ts';
import { transactionsOf } from './transactions.ts';
import { type Room, withBallast } from './with-ballast.ts';

export type DraftReader = ReturnType<typeof readTables>;
export type DraftWriter = ReturnType<typeof writeTables>;

/** Open and parked sales and the print queue. A scan meets this file only, never the ledger's. */
export type DraftStore = {
  readonly read: <Value>(work: (reader: DraftReader) => Value, ...sync: NotAPromise<Value>) => Value;
  readonly write: <Value>(work: (writer: DraftWriter) => Value, ...sync: NotAPromise<Value>) => Value;
  /** What the last calls answered. */
  readonly firstAnswers: FirstAnswers;
  readonly dropped: DroppedCart;
  /** Moves what was written into the file itself, where that is worth it; for idle moments. */
  readonly checkpoint: () => void;
  readonly close: () => void;
};

export function draftStoreOf(db: Connection, room: Room): DraftStore {
  const reader = readTables(db);
  const writer = writeTables(db, reader);
  const transaction = transactionsOf(db, () => {
    reader.drafts.forget();
    reader.answers.forget();
  });
  return {
    read: (work, ..._sync) => inFile(() => work(reader)),
    write: (work, ..._sync) => {
      const value = withBallast(room, () => inFile(() => transaction(() => work(writer))));
      assert(!(value instanceof Promise), 'work inside the store returns no promise');
      return value;
    },
    firstAnswers: firstAnswers(),
    dropped: droppedCart(),
    checkpoint: () => inFile(() => checkpointIfWorth(db, db.name)),
    close: () => db.close(),
  };
}

function readTables(db: Connection) {
  return { drafts: readDrafts(db), prints: readPrintJobs(db), answers: readCallAnswers(db) };
}

function writeTables(db: Connection, reader: DraftReader) {
  return {
    drafts: { ...reader.drafts, ...writeDrafts(db, reader.drafts) },
    prints: { ...reader.prints, ...writePrintJobs(db) },
    answers: { ...reader.answers, ...writeCallAnswers(db, reader.answers) },
  };
}

function inFile<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw storeFault(error);
  }
}
