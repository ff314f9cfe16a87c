import { type Connection } from '../connection.ts';
import { rowWriter } from '../write-row.ts';
import { changeLog } from './sync-tables.ts';

export type LoggedChange = typeof changeLog.$inferSelect;
export type ChangeState = LoggedChange['state'];

const COLUMNS =
  'epoch, seq, id, type, entity_id AS entityId, occurred_ms AS occurredMs, hlc, body, body_hash AS bodyHash, hash, state, acked_ms AS ackedMs, tries, last_error AS lastError';

export function readChangeLog(db: Connection) {
  const head = db.prepare<[string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM change_log WHERE epoch = ? ORDER BY seq DESC LIMIT 1',
  );
  const acked = db.prepare<[string], { seq: number; hash: string }>(
    "SELECT seq, hash FROM change_log WHERE epoch = ? AND state <> 'waiting' ORDER BY seq DESC LIMIT 1",
  );
  const at = db.prepare<[string, number], LoggedChange>(
    `SELECT ${COLUMNS} FROM change_log WHERE epoch = ? AND seq = ?`,
  );
  const byId = db.prepare<[string], LoggedChange>(`SELECT ${COLUMNS} FROM change_log WHERE id = ?`);
  const after = db.prepare<[string, number, number], LoggedChange>(
    `SELECT ${COLUMNS} FROM change_log WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const epochs = db.prepare<[], { epoch: string }>('SELECT DISTINCT epoch FROM change_log');
  const count = db.prepare<[string], { count: number; oldestMs: number | null }>(
    "SELECT count(*) AS count, min(occurred_ms) AS oldestMs FROM change_log WHERE state = ? AND state <> 'acked'",
  );
  const open = db.prepare<[number], LoggedChange>(
    `SELECT ${COLUMNS} FROM change_log WHERE state <> 'acked' ORDER BY occurred_ms LIMIT ?`,
  );
  const openBytes = db.prepare<[], { bytes: number }>(
    "SELECT coalesce(sum(octet_length(body)), 0) AS bytes FROM change_log INDEXED BY change_log_open WHERE state <> 'acked'",
  );
  // From the index of what is open: the log of ninety days is not read for it.
  const openRows = db.prepare<[], { place: number }>(
    "SELECT rowid AS place FROM change_log INDEXED BY change_log_open WHERE state <> 'acked' ORDER BY rowid",
  );
  const atRow = db.prepare<[number], LoggedChange>(`SELECT ${COLUMNS} FROM change_log WHERE rowid = ?`);
  const abandoned = db.prepare<[string], { one: number }>(
    "SELECT 1 AS one FROM (SELECT type, entity_id FROM change_log ORDER BY rowid DESC LIMIT 100) WHERE type = 'sale.abandoned' AND entity_id = ?",
  );
  return {
    /** Whether one of the last changes says that this sale was cleared; asked at the start only. */
    wasAbandoned: (saleId: string): boolean => abandoned.get(saleId) !== undefined,
    /** The newest change of an epoch, which is never pruned. */
    head: (epoch: string): { seq: number; hash: string } | null => head.get(epoch) ?? null,
    /** How far the office acknowledged an epoch. */
    ackedHead: (epoch: string): { seq: number; hash: string } | null => acked.get(epoch) ?? null,
    at: (epoch: string, seq: number): LoggedChange | null => at.get(epoch, seq) ?? null,
    byId: (id: string): LoggedChange | null => byId.get(id) ?? null,
    /** Changes of an epoch above a seq, in order. */
    after: (epoch: string, seq: number, limit: number): LoggedChange[] => after.all(epoch, seq, limit),
    epochs: (): string[] => epochs.all().map((row) => row.epoch),
    /** Asked at every sign of sync: from the index of what is open, however long the log is. */
    countIn: (state: Exclude<ChangeState, 'acked'>): { count: number; oldestMs: number | null } =>
      count.get(state) ?? { count: 0, oldestMs: null },
    /** What waits, here or in quarantine, oldest first. */
    open: (limit: number): LoggedChange[] => open.all(limit),
    /** How large the bodies are of what waits, here or in quarantine. */
    openBytes: (): number => openBytes.get()?.bytes ?? 0,
    /** What waits, here or in quarantine, in the order in which it was written, one row at a time. */
    *eachOpen(): Iterable<LoggedChange> {
      for (const { place } of openRows.all()) {
        const change = atRow.get(place);
        if (change !== undefined) yield change;
      }
    },
  };
}

export function writeChangeLog(db: Connection) {
  const insert = rowWriter(db, changeLog);
  const mark = db.prepare('UPDATE change_log SET state = ?, acked_ms = ?, last_error = ? WHERE epoch = ? AND seq = ?');
  const tried = db.prepare(
    "UPDATE change_log SET tries = tries + 1, last_error = ? WHERE epoch = ? AND seq BETWEEN ? AND ? AND state = 'waiting'",
  );
  const remove = db.prepare('DELETE FROM change_log WHERE epoch = ? AND seq = ?');
  return {
    insert,
    /** What the office said of a change; `error` is its code where it waits in quarantine. */
    mark: (
      place: { epoch: string; seq: number },
      state: ChangeState,
      atMs: number,
      error: string | null = null,
    ): void => {
      mark.run(state, state === 'waiting' ? null : atMs, error, place.epoch, place.seq);
    },
    /** Counts a try of a batch that failed. */
    tried: (batch: { epoch: string; firstSeq: number; lastSeq: number }, error: string): void => {
      tried.run(error, batch.epoch, batch.firstSeq, batch.lastSeq);
    },
    remove: (epoch: string, seq: number): void => {
      remove.run(epoch, seq);
    },
  };
}
