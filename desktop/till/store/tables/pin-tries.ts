import { type Connection } from '../connection.ts';

export type PinTries = { readonly wrongCount: number; readonly pausedUntilMs: number };

export function readPinTries(db: Connection) {
  const select = db.prepare<[string], PinTries>(
    'SELECT wrong_count AS wrongCount, paused_until_ms AS pausedUntilMs FROM pin_tries WHERE user_id = ?',
  );
  return { of: (userId: string): PinTries => select.get(userId) ?? { wrongCount: 0, pausedUntilMs: 0 } };
}

export function writePinTries(db: Connection) {
  const upsert = db.prepare(
    'INSERT INTO pin_tries (user_id, wrong_count, paused_until_ms) VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET wrong_count = excluded.wrong_count, paused_until_ms = excluded.paused_until_ms',
  );
  const remove = db.prepare('DELETE FROM pin_tries WHERE user_id = ?');
  return {
    set: (userId: string, tries: PinTries): void => {
      upsert.run(userId, tries.wrongCount, tries.pausedUntilMs);
    },
    forget: (userId: string): void => {
      remove.run(userId);
    },
  };
}
