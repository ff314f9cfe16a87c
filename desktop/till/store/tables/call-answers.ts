import { type Connection } from '../connection.ts';

/** The first answer of a call that wrote; it stands in the file that holds the call's effect. */
export type StoredAnswer = { readonly requestHash: string; readonly reply: string };

export const ANSWERS_KEPT_MAX = 2000;

type Row = StoredAnswer & { readonly callId: string };

/** The newest answers are kept in memory too: every call that writes asks for its own first. */
export function readCallAnswers(db: Connection) {
  const newest = db.prepare<[number], Row>(
    'SELECT call_id AS callId, request_hash AS requestHash, reply FROM call_answers ORDER BY answer_no DESC LIMIT ?',
  );
  const read = (): Map<string, StoredAnswer> =>
    new Map(
      newest
        .all(ANSWERS_KEPT_MAX)
        .toReversed()
        .map((row) => [row.callId, row]),
    );
  let known: Map<string, StoredAnswer> | null = null;
  const answers = (): Map<string, StoredAnswer> => (known ??= read());
  return {
    get: (callId: string): StoredAnswer | null => answers().get(callId) ?? null,
    note: (callId: string, answer: StoredAnswer): void => {
      answers().set(callId, answer);
    },
    /** Drops what is kept in memory, where a transaction came to nothing or the memory is full. */
    forget: (): void => {
      known = null;
    },
    count: (): number => answers().size,
  };
}

export function writeCallAnswers(db: Connection, reader: ReturnType<typeof readCallAnswers>) {
  const insert = db.prepare('INSERT INTO call_answers (call_id, request_hash, reply) VALUES (?, ?, ?)');
  const prune = db.prepare('DELETE FROM call_answers WHERE answer_no <= (SELECT max(answer_no) FROM call_answers) - ?');
  return {
    put: (callId: string, answer: StoredAnswer): void => {
      insert.run(callId, answer.requestHash, answer.reply);
      if (reader.count() >= ANSWERS_KEPT_MAX * 2) {
        prune.run(ANSWERS_KEPT_MAX);
        reader.forget();
      } else {
        reader.note(callId, answer);
      }
    },
  };
}
