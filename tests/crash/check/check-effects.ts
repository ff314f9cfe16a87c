import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { LoggedChange } from './read-log.ts';

const oneTextSchema = z.object({ text: z.string() });

/** Holds every table of facts against the log, both ways: no change without its rows, no row without its change. */
export function checkEffects(db: Database.Database, log: readonly LoggedChange[], said: string[]): void {
  const texts = (sql: string): string[] =>
    db
      .prepare(sql)
      .all()
      .map((row) => oneTextSchema.parse(row).text);
  for (const [what, { wanted, sql }] of Object.entries(EXPECTED)) {
    const here = texts(sql);
    const there = log.flatMap(wanted);
    for (const text of without(there, here)) said.push(`${what}: the log has ${text}, the table lacks it`);
    for (const text of without(here, there)) said.push(`${what}: the table has ${text}, the log lacks it`);
    if (new Set(here).size !== here.length) said.push(`${what}: a row is there twice`);
  }
}

type Expected = { readonly wanted: (change: LoggedChange) => readonly string[]; readonly sql: string };

const isSale = ({ type }: LoggedChange): boolean => type === 'sale.completed' || type === 'sale.refunded';
const ifOf =
  (type: string, text: (change: LoggedChange) => string): Expected['wanted'] =>
  (change) =>
    change.type === type ? [text(change)] : [];
const linesOf = ({ parsed }: LoggedChange) => parsed.payload.lines ?? [];

const EXPECTED: Readonly<Record<string, Expected>> = {
  sales: {
    sql: "SELECT id || ' ' || receipt_number || ' ' || total_minor || ' ' || line_count AS text FROM sales WHERE is_own = 1",
    wanted: (change) => {
      const { saleId, receiptNumber, totalMinor } = change.parsed.payload;
      return isSale(change) ? [`${saleId} ${receiptNumber} ${totalMinor} ${linesOf(change).length}`] : [];
    },
  },
  'documents of sales': {
    sql: "SELECT sale_id || ' ' || (document ->> '$.sale.receiptNumber') AS text FROM sale_documents",
    wanted: (change) => (isSale(change) ? [`${change.entityId} ${change.parsed.payload.receiptNumber}`] : []),
  },
  payments: {
    sql: "SELECT sale_id || ' ' || id AS text FROM payments",
    wanted: (change) =>
      isSale(change) ? (change.parsed.payload.payments ?? []).map(({ id }) => `${change.entityId} ${id}`) : [],
  },
  movements: {
    sql: "SELECT change_id || ' ' || seq || ' ' || id AS text FROM stock_movements",
    wanted: (change) => {
      const place = `${change.id} ${change.seq}`;
      if (isSale(change))
        return linesOf(change).flatMap(({ moves }) => (moves ?? []).map(({ id }) => `${place} ${id}`));
      const moves = change.type === 'stock.adjusted' || change.type === 'stock.received';
      return moves ? linesOf(change).map(({ id }) => `${place} ${id}`) : [];
    },
  },
  counts: {
    sql: "SELECT change_id || ' ' || id AS text FROM own_counts",
    wanted: (change) => (change.type === 'stock.counted' ? linesOf(change).map(({ id }) => `${change.id} ${id}`) : []),
  },
  shifts: {
    sql: 'SELECT id AS text FROM shifts',
    wanted: ifOf('shift.opened', ({ parsed }) => String(parsed.payload.shiftId)),
  },
  'closed shifts': {
    sql: 'SELECT id AS text FROM shifts WHERE closed_at_ms IS NOT NULL',
    wanted: ifOf('shift.closed', ({ parsed }) => String(parsed.payload.shiftId)),
  },
  'cash movements': {
    sql: 'SELECT id AS text FROM cash_movements',
    wanted: ifOf('cash.moved', ({ parsed }) => String(parsed.payload.cashMovementId)),
  },
};

function without(texts: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return texts.filter((text) => !known.has(text));
}
