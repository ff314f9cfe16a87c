import { assert } from '#shared/base/assert.ts';
import { type Connection } from './connection.ts';

/** Runs work in one transaction: all of it is in the file when it returns, none of it when it throws. */
export type RunTransaction = <Value>(work: () => Value) => Value;

/** `onFailure` drops what was kept in memory of a transaction that came to nothing. */
export function transactionsOf(db: Connection, onFailure: () => void): RunTransaction {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return (work) => {
    assert(!db.inTransaction, 'one transaction at a time');
    begin.run();
    try {
      const value = work();
      commit.run();
      return value;
    } catch (error) {
      onFailure();
      if (db.inTransaction) rollback.run();
      throw error;
    }
  };
}
