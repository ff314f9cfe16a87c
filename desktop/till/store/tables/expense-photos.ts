import type { Id } from '#shared/base/ids.ts';
import { type Connection } from '../connection.ts';

/** A photo that the office has not yet. */
export type WaitingPhoto = {
  readonly id: Id;
  readonly expenseId: Id;
  readonly contentHash: string;
  readonly picture: Uint8Array;
};

/** How many photos an expense has, how many of them wait for the office, and what it said of one that it would not have. */
export type PhotoCounts = { readonly count: number; readonly waiting: number; readonly error: string | null };

const WAITING = 'sent_ms IS NULL AND error IS NULL';

/** The photos of this till's expenses. */
export function readExpensePhotos(db: Connection) {
  const ofExpense = db.prepare<[string], PhotoCounts>(
    `SELECT count(*) AS count, coalesce(sum(${WAITING}), 0) AS waiting, max(error) AS error
     FROM expense_photos WHERE expense_id = ?`,
  );
  const next = db.prepare<[], WaitingPhoto>(
    `SELECT id, expense_id AS expenseId, content_hash AS contentHash, picture FROM expense_photos
     WHERE ${WAITING} ORDER BY taken_ms, id LIMIT 1`,
  );
  return {
    ofExpense: (expenseId: string): PhotoCounts => ofExpense.get(expenseId) ?? { count: 0, waiting: 0, error: null },
    next: (): WaitingPhoto | null => next.get() ?? null,
  };
}

export function writeExpensePhotos(db: Connection) {
  // The same photo once more is the same photo; one that the office would not have may be tried again.
  const put = db.prepare<[string, string, string, Uint8Array, number]>(
    `INSERT INTO expense_photos (id, expense_id, content_hash, picture, taken_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (expense_id, content_hash) DO UPDATE SET error = NULL, picture = excluded.picture WHERE sent_ms IS NULL`,
  );
  const sent = db.prepare<[number, string]>('UPDATE expense_photos SET sent_ms = ?, picture = NULL WHERE id = ?');
  const refused = db.prepare<[string, string]>('UPDATE expense_photos SET error = ? WHERE id = ?');
  return {
    put: ({ id, expenseId, contentHash, picture }: WaitingPhoto, takenMs: number): void =>
      void put.run(id, expenseId, contentHash, picture, takenMs),
    sent: (id: string, atMs: number): void => void sent.run(atMs, id),
    refused: (id: string, code: string): void => void refused.run(code, id),
  };
}
