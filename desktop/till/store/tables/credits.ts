import { type Connection } from '../connection.ts';
import { rowWriter } from '../write-row.ts';
import { credits } from './ledger-tables.ts';

export type StoredCredit = typeof credits.$inferSelect;

const CREDIT = 'id, kind, code_hash AS codeHash, code_end AS codeEnd, customer_id AS customerId';

/** Gift cards and store credits: which they are; what stands on them is their ledger's. */
export function readCredits(db: Connection) {
  const byId = db.prepare<[string], StoredCredit>(`SELECT ${CREDIT} FROM credits WHERE id = ?`);
  const byCodeHash = db.prepare<[string], StoredCredit>(
    `SELECT ${CREDIT} FROM credits WHERE code_hash = ? ORDER BY id LIMIT 1`,
  );
  return {
    byId: (id: string): StoredCredit | null => byId.get(id) ?? null,
    byCodeHash: (codeHash: string): StoredCredit | null => byCodeHash.get(codeHash) ?? null,
  };
}

export function writeCredits(db: Connection) {
  // One of the till's own that is still on its way stays.
  const remove = db.prepare(
    `DELETE FROM credits WHERE id = @id
     AND NOT EXISTS (SELECT 1 FROM change_log WHERE type = 'credit.loaded' AND entity_id = @id AND state <> 'acked')`,
  );
  return {
    put: rowWriter(db, credits, ['id']),
    remove: (id: string): void => {
      remove.run({ id });
    },
  };
}
