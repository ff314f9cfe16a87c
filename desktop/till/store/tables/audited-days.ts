import type { AuditedSale } from '#shared/sync/audit.ts';
import { type Connection } from '../connection.ts';
import type { LoggedChange } from './change-log.ts';

/** What the own sales of a day come to. */
export type DaySums = { readonly businessDate: string; readonly saleCount: number; readonly totalMinor: number };

/** What an audit of a day came to. */
export type AuditedDay = DaySums & {
  readonly agrees: boolean;
  /** How often it was asked since it differs. */
  readonly tries: number;
  /** Where it differs, when it is asked again: UTC ms. */
  readonly askAgainMs: number;
};

/** A sale that the office has not applied, as far as the till knows. */
export type OpenSale = { readonly saleId: string; readonly state: 'waiting' | 'quarantined' };

type RawDay = Omit<AuditedDay, 'agrees'> & { readonly agrees: number };

export function readAuditedDays(db: Connection) {
  const sums = db.prepare<[string, string, string], DaySums>(
    `SELECT business_date AS businessDate, count(*) AS saleCount, sum(total_minor) AS totalMinor
     FROM sales WHERE is_own = 1 AND till_id = ? AND business_date BETWEEN ? AND ? GROUP BY business_date ORDER BY business_date`,
  );
  const salesOf = db.prepare<[string, string], AuditedSale>(
    `SELECT id, total_minor AS totalMinor, line_count AS lineCount,
       (SELECT coalesce(sum(amount_minor), 0) FROM payments WHERE sale_id = sales.id) AS paidMinor
     FROM sales WHERE is_own = 1 AND till_id = ? AND business_date = ?`,
  );
  const openSales = db.prepare<[], OpenSale>(
    `SELECT entity_id AS saleId, state FROM change_log INDEXED BY change_log_open
     WHERE state <> 'acked' AND type IN ('sale.completed', 'sale.refunded')`,
  );
  const changesOf = db.prepare<[string], Pick<LoggedChange, 'epoch' | 'seq' | 'body' | 'bodyHash' | 'hash'>>(
    `SELECT epoch, seq, body, body_hash AS bodyHash, hash FROM change_log
     WHERE state = 'acked' AND type IN ('sale.completed', 'sale.refunded')
       AND entity_id IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
  );
  const day = db.prepare<[string], RawDay>(
    `SELECT business_date AS businessDate, sale_count AS saleCount, total_minor AS totalMinor, agrees, tries, ask_again_ms AS askAgainMs
     FROM audited_days WHERE business_date = ?`,
  );
  return {
    /** What each day from one to another came to, by its own sales; a day without a sale is left out. */
    sums: (tillId: string, from: string, to: string): DaySums[] => sums.all(tillId, from, to),
    salesOf: (tillId: string, businessDate: string): AuditedSale[] => salesOf.all(tillId, businessDate),
    openSales: (): OpenSale[] => openSales.all(),
    /** The acknowledged changes of these sales. Looks through the whole log: for a day that differs only. */
    changesOf: (saleIds: readonly string[]) => changesOf.all(JSON.stringify(saleIds)),
    day: (businessDate: string): AuditedDay | null => {
      const row = day.get(businessDate);
      return row === undefined ? null : { ...row, agrees: row.agrees === 1 };
    },
  };
}

export function writeAuditedDays(db: Connection) {
  const put = db.prepare(
    `INSERT INTO audited_days (business_date, sale_count, total_minor, agrees, tries, ask_again_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (business_date) DO UPDATE SET sale_count = excluded.sale_count, total_minor = excluded.total_minor,
       agrees = excluded.agrees, tries = excluded.tries, ask_again_ms = excluded.ask_again_ms`,
  );
  return {
    put: (day: AuditedDay): void => {
      put.run(day.businessDate, day.saleCount, day.totalMinor, day.agrees ? 1 : 0, day.tries, day.askAgainMs);
    },
  };
}
