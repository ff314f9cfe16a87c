import { type Connection } from '../connection.ts';

/** The first answer of a call that wrote; it stands in the file that holds the call's effect. */
export type StoredAnswer = { readonly requestHash: string; readonly reply: string };

export const ANSWERS_KEPT_MAX = 2000;

export function readCallAnswers(db: Connection) {
  const select = db.prepare<[string], StoredAnswer>('SELECT request_hash AS requestHash, reply FROM call_answers WHERE call_id = ?');
  return { get: (callId: string): StoredAnswer | null => select.get(callId) ?? null };
}

export function writeCallAnswers(db: Connection) {
  const insert = db.prepare('INSERT INTO call_answers (call_id, request_hash, reply, answered_ms) VALUES (?, ?, ?, ?)');
  const prune = db.prepare('DELETE FROM call_answers WHERE rowid IN (SELECT rowid FROM call_answers ORDER BY rowid DESC LIMIT -1 OFFSET ?)');
  return {
    put: (callId: string, answer: StoredAnswer, nowMs: number): void => {
      insert.run(callId, answer.requestHash, answer.reply, nowMs);
    },
    /** Forgets all but the newest. */
    prune: (): void => {
      prune.run(ANSWERS_KEPT_MAX);
    },
  };
}
