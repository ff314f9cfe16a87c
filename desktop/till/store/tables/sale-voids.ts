import type { BusinessDate } from '#shared/base/time.ts';
import type { Connection } from '../connection.ts';

/** What this till hears of sales that were taken back whole. */
export function writeVoids(db: Connection) {
  const stands = `UPDATE sales SET voided_ms = NULL WHERE voided_ms IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM change_log c WHERE c.type = 'sale.voided' AND c.entity_id = sales.id)`;
  const forgetVoid = db.prepare(`${stands} AND id = ?`);
  const forgetUnseenVoids = db.prepare(
    `${stands} AND is_elsewhere = 0 AND business_date >= ? AND id NOT IN (SELECT id FROM resync_seen WHERE entity = 'sale')`,
  );
  const noteVoid = db.prepare('UPDATE sales SET voided_ms = ? WHERE id = ? AND voided_ms IS NULL');
  return {
    /** The sale was taken back, as this till hears now; what it heard first stays. */
    noteVoid: (id: string, heardMs: number): void => {
      noteVoid.run(heardMs, id);
    },
    /** The office knows of no void: the sale stands, unless this till itself said otherwise. */
    forgetVoid: (id: string): void => {
      forgetVoid.run(id);
    },
    /** The same of every sale of this store from that day on that did not come while sales were read anew. */
    forgetUnseenVoids: (from: BusinessDate): void => {
      forgetUnseenVoids.run(from);
    },
  };
}
