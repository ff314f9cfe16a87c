import { type Connection } from '../connection.ts';
import type { ChangeState, LoggedChange } from './change-log.ts';

/** A change without its body: what a renumbering of many needs. */
export type ChangePlace = Pick<LoggedChange, 'epoch' | 'seq' | 'id' | 'type' | 'bodyHash' | 'hash' | 'state'>;

const PLACE = 'epoch, seq, id, type, body_hash AS bodyHash, hash, state';

/** Where changes stand in their chains, and what is moved when an epoch ends. */
export function readChangePlaces(db: Connection) {
  const all = db.prepare<[string, number], ChangePlace>(
    `SELECT ${PLACE} FROM change_log WHERE epoch = ? AND seq > ? ORDER BY seq`,
  );
  const byId = db.prepare<[string], ChangePlace>(`SELECT ${PLACE} FROM change_log WHERE id = ?`);
  const at = db.prepare<[string, number], ChangePlace>(`SELECT ${PLACE} FROM change_log WHERE epoch = ? AND seq = ?`);
  const hashAt = db.prepare<[string, number], { hash: string }>(
    'SELECT hash FROM change_log WHERE epoch = ? AND seq = ?',
  );
  const lowest = db.prepare<[string], { seq: number | null }>('SELECT min(seq) AS seq FROM change_log WHERE epoch = ?');
  const oldest = db.prepare<[string, number], Pick<LoggedChange, 'seq' | 'state' | 'ackedMs'>>(
    'SELECT seq, state, acked_ms AS ackedMs FROM change_log WHERE epoch = ? ORDER BY seq LIMIT ?',
  );
  const firstWaiting = db.prepare<[string], { seq: number | null }>(
    "SELECT min(seq) AS seq FROM change_log WHERE epoch = ? AND state = 'waiting'",
  );
  return {
    /** Every change of an epoch above a seq, in order. */
    placesAbove: (epoch: string, seq: number): ChangePlace[] => all.all(epoch, seq),
    placeOf: (id: string): ChangePlace | null => byId.get(id) ?? null,
    placeAt: (epoch: string, seq: number): ChangePlace | null => at.get(epoch, seq) ?? null,
    hashAt: (epoch: string, seq: number): string | null => hashAt.get(epoch, seq)?.hash ?? null,
    /** The first change of an epoch that is still held. */
    lowestSeq: (epoch: string): number | null => lowest.get(epoch)?.seq ?? null,
    /** The oldest changes of an epoch that are still held, in order. */
    oldest: (epoch: string, limit: number): Pick<LoggedChange, 'seq' | 'state' | 'ackedMs'>[] =>
      oldest.all(epoch, limit),
    firstWaitingSeq: (epoch: string): number | null => firstWaiting.get(epoch)?.seq ?? null,
  };
}

export function writeChangePlaces(db: Connection) {
  const move = db.prepare(
    'UPDATE change_log SET epoch = ?, seq = ?, hash = ?, state = ?, tries = 0, last_error = NULL WHERE id = ?',
  );
  const ackThrough = db.prepare(
    "UPDATE change_log SET state = 'acked', acked_ms = ?, last_error = NULL WHERE epoch = ? AND seq <= ? AND state = 'waiting'",
  );
  const reopen = db.prepare(
    "UPDATE change_log SET state = 'waiting', acked_ms = NULL WHERE epoch = ? AND seq > ? AND state <> 'waiting'",
  );
  const all = db.prepare('DELETE FROM change_log');
  const effects = ['stock_movements', 'own_counts', 'ledger_entries'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE change_id NOT IN (SELECT id FROM change_log)`),
  );
  const prune = db.prepare('DELETE FROM change_log WHERE epoch = ? AND seq <= ?');
  return {
    /** Gives a change another place; the caller sees to it that nobody stands there. */
    moveTo: (id: string, to: { epoch: string; seq: number; hash: string; state: ChangeState }): void => {
      move.run(to.epoch, to.seq, to.hash, to.state, id);
    },
    /** The office has everything of the epoch up to here: a lost answer is repaired. Gives how many were waiting. */
    ackThrough: (epoch: string, seq: number, atMs: number): number => ackThrough.run(atMs, epoch, seq).changes,
    /** The office lost everything of the epoch above: it is sent again. Gives how many. */
    reopenAbove: (epoch: string, seq: number): number => reopen.run(epoch, seq).changes,
    /** Forgets every change. */
    dropAll: (): void => void all.run(),
    /** Forgets what changes moved that are no longer in the log: they are another till's from now on. */
    forgetEffects: (): void => {
      for (const rows of effects) rows.run();
    },
    /** Forgets an epoch's changes up to a seq. Gives how many. */
    prune: (epoch: string, throughSeq: number): number => prune.run(epoch, throughSeq).changes,
  };
}
