import type { AuditedSale } from '#shared/sync/audit.ts';
import { type Connection } from '../connection.ts';
import type { LoggedChange } from './change-log.ts';

/** What an audit of a closed day came to. */
export type AuditedDay = {
  readonly businessDate: string;
  readonly agrees: boolean;
  /** How often it was found to differ since it last agreed. */
  readonly tries: number;
  /** From when on it is compared again: UTC ms, by the office's clock. */
  readonly askAgainMs: number;
};

/** A sale that the office has not applied, as far as the till knows. */
export type OpenSale = { readonly saleId: string; readonly state: 'waiting' | 'quarantined' };

type RawDay = Omit<AuditedDay, 'agrees'> & { readonly agrees: number };
type Again = Pick<LoggedChange, 'epoch' | 'seq' | 'body' | 'bodyHash' | 'hash'>;

export function readAuditedDays(db: Connection) {
  // A sale has the date of its time, or that of its shift: both have an index, and a date has none.
  const salesOf = db.prepare<[string, number, number, string], AuditedSale>(
    `SELECT id, total_minor AS totalMinor, line_count AS lineCount,
       (SELECT coalesce(sum(amount_minor), 0) FROM payments WHERE sale_id = sales.id) AS paidMinor
     FROM sales WHERE is_own = 1 AND business_date = ?
       AND (occurred_ms BETWEEN ? AND ? OR shift_id IN (SELECT id FROM shifts WHERE shift_date = ?))`,
  );
  const openSales = db.prepare<[], OpenSale>(
    `SELECT entity_id AS saleId, state FROM change_log INDEXED BY change_log_open
     WHERE state <> 'acked' AND type IN ('sale.completed', 'sale.refunded')`,
  );
  const changeIdsOf = db.prepare<[string], { saleId: string; changeId: string }>(
    `SELECT entity_id AS saleId, id AS changeId FROM change_log
     WHERE type IN ('sale.completed', 'sale.refunded') AND entity_id IN (SELECT value FROM json_each(?))`,
  );
  const changesOf = db.prepare<[string], Again>(
    `SELECT epoch, seq, body, body_hash AS bodyHash, hash FROM change_log
     WHERE state = 'acked' AND type IN ('sale.completed', 'sale.refunded')
       AND entity_id IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
  );
  const day = db.prepare<[string], RawDay>(
    'SELECT business_date AS businessDate, agrees, tries, ask_again_ms AS askAgainMs FROM audited_days WHERE business_date = ?',
  );
  return {
    /** The own sales of a date, of which it is known between which moments its sales happen where the clock is right. */
    salesOf: (businessDate: string, between: { readonly fromMs: number; readonly toMs: number }): AuditedSale[] =>
      salesOf.all(businessDate, between.fromMs, between.toMs, businessDate),
    openSales: (): OpenSale[] => openSales.all(),
    /** Which change said each of these sales. Looks through the whole log: for a day that differs only. */
    changeIdsOf: (saleIds: readonly string[]): ReadonlyMap<string, string> =>
      new Map(changeIdsOf.all(JSON.stringify(saleIds)).map(({ saleId, changeId }) => [saleId, changeId])),
    /** The acknowledged changes of these sales. Looks through the whole log: for a day that differs only. */
    changesOf: (saleIds: readonly string[]): Again[] => changesOf.all(JSON.stringify(saleIds)),
    day: (businessDate: string): AuditedDay | null => {
      const row = day.get(businessDate);
      return row === undefined ? null : { ...row, agrees: row.agrees === 1 };
    },
  };
}

export function writeAuditedDays(db: Connection) {
  const put = db.prepare(
    `INSERT INTO audited_days (business_date, agrees, tries, ask_again_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (business_date) DO UPDATE SET agrees = excluded.agrees, tries = excluded.tries, ask_again_ms = excluded.ask_again_ms`,
  );
  const forget = db.prepare('DELETE FROM audited_days WHERE business_date < ?');
  return {
    put: (day: AuditedDay): void => {
      put.run(day.businessDate, day.agrees ? 1 : 0, day.tries, day.askAgainMs);
    },
    /** Days that nobody asks about any more. */
    forgetBefore: (businessDate: string): void => {
      forget.run(businessDate);
    },
  };
}
