import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import type { Answered } from '../till/crash-till-spec.ts';
import { checkEffects } from './check-effects.ts';
import { checkHead, checkJournal } from './check-second-copy.ts';
import { type LoggedChange, readLog } from './read-log.ts';

/** What stands in a dead till's files. */
export type Found = {
  /** What is wrong, a sentence each; empty where all is well. */
  readonly wrong: readonly string[];
  readonly sales: number;
  readonly changes: number;
  /** The number that the next receipt must have. */
  readonly nextCounter: number;
  readonly meta: Readonly<Record<string, string>>;
  readonly migrations: readonly string[];
};

export type CheckOptions = {
  readonly answered: readonly Answered[];
  /** After a power cut the second copy may lack what was never flushed. */
  readonly hasJournal: boolean;
};

const metaSchema = z.object({ key: z.string(), value: z.string() });
const saleSchema = z.object({ id: z.string(), number: z.string() });
const nameSchema = z.object({ name: z.string() });
const NUMBER = /^LEK-T1-([A-Z]+)-(\d{6,})$/;

/**
 * Looks at a till's files as a stranger would, with SQL of its own: do they open, are they whole, is every answered sale
 * there once, do the tables say what the log says, does the chain hold, and which number comes next.
 *
 * Give it a copy: SQLite tidies up what it opens.
 */
export function checkTillFolder(folder: string, options: CheckOptions): Found {
  const wrong: string[] = [];
  const db = opened(join(folder, 'till.db'), wrong);
  checkBackups(folder, wrong);
  closed(opened(join(folder, 'draft.db'), wrong));
  if (db === null) return { wrong, sales: 0, changes: 0, nextCounter: 1, meta: {}, migrations: [] };
  try {
    return { wrong, ...lookInto(db, folder, { ...options, wrong }) };
  } catch (error) {
    wrong.push(`the money file can't be read: ${String(error)}`);
    return { wrong, sales: 0, changes: 0, nextCounter: 1, meta: {}, migrations: [] };
  } finally {
    closed(db);
  }
}

/** Whether a sale is in the money file of a folder; give it a copy. */
export function hasSale(folder: string, saleId: string): boolean {
  const db = new Database(join(folder, 'till.db'));
  try {
    return db.prepare('SELECT 1 FROM sales WHERE id = ?').get(saleId) !== undefined;
  } finally {
    closed(db);
  }
}

type Looking = CheckOptions & { readonly wrong: string[] };

function lookInto(
  db: Database.Database,
  folder: string,
  { answered, hasJournal, wrong }: Looking,
): Omit<Found, 'wrong'> {
  const rows = <Row>(schema: z.ZodType<Row>, sql: string): Row[] =>
    db
      .prepare(sql)
      .all()
      .map((row) => schema.parse(row));
  const meta = Object.fromEntries(
    rows(metaSchema, 'SELECT key, value FROM meta').map(({ key, value }) => [key, value]),
  );
  const log = readLog(db, SHOP, wrong);
  checkEffects(db, log, wrong);
  const sales = rows(saleSchema, 'SELECT id, receipt_number AS number FROM sales WHERE is_own = 1');
  checkAnswered(answered, { sales, log }, wrong);
  const last = checkNumbers(sales, wrong);
  const counted = Number(meta['receipt_counter:A'] ?? '0');
  if (counted !== last) wrong.push(`the last receipt is ${last}, the counter stands at ${counted}`);
  if ((meta['hlc'] ?? '') < (log.at(-1)?.hlc ?? '')) wrong.push('the clock of the till is behind its own log');
  checkHead(folder, { seq: log.length, counter: last }, wrong);
  if (hasJournal) checkJournal(folder, log, wrong);
  const migrations = rows(nameSchema, 'SELECT name FROM schema_migrations ORDER BY name').map(({ name }) => name);
  return { sales: sales.length, changes: log.length, nextCounter: last + 1, meta, migrations };
}

type Sale = z.infer<typeof saleSchema>;

function checkAnswered(
  answered: readonly Answered[],
  { sales, log }: { readonly sales: readonly Sale[]; readonly log: readonly LoggedChange[] },
  wrong: string[],
): void {
  const numbers = new Map(sales.map(({ id, number }) => [id, number]));
  const logged = new Map<string, number>();
  for (const { type, entityId } of log)
    if (type === 'sale.completed') logged.set(entityId, (logged.get(entityId) ?? 0) + 1);
  const lost = answered.filter(({ saleId, receiptNumber }) => numbers.get(saleId) !== receiptNumber);
  if (lost.length > 0)
    wrong.push(`${lost.length} of ${answered.length} answered sales are lost, first ${lost[0]?.receiptNumber}`);
  const doubled = answered.filter(({ saleId }) => (logged.get(saleId) ?? 0) > 1);
  if (doubled.length > 0) wrong.push(`${doubled.length} answered sales are there twice`);
}

/** Every number once and none left out, so that the next one is the right one. */
function checkNumbers(sales: readonly Sale[], wrong: string[]): number {
  const counters = sales.map(({ number }) => {
    const [, series, counter] = NUMBER.exec(number) ?? [];
    if (series !== 'A') wrong.push(`the receipt ${number} is of no series of this till`);
    return Number(counter ?? '0');
  });
  const inOrder = counters.toSorted((one, other) => one - other);
  const odd = inOrder.find((counter, place) => counter !== place + 1);
  if (odd !== undefined)
    wrong.push(`receipt numbers are not in a row: ${odd} where ${inOrder.indexOf(odd) + 1} belongs`);
  return inOrder.at(-1) ?? 0;
}

/** A copy that has its name is whole: a backup, and the file as it was before an update. */
function checkBackups(folder: string, wrong: string[]): void {
  const copy = join(folder, 'till.db.before-update');
  if (existsSync(copy)) closed(opened(copy, wrong));
  const backups = join(folder, 'backups');
  if (!existsSync(backups)) return;
  for (const name of readdirSync(backups)) if (name.endsWith('.db')) closed(opened(join(backups, name), wrong));
}

function opened(path: string, wrong: string[]): Database.Database | null {
  if (!existsSync(path)) {
    wrong.push(`there is no ${path}`);
    return null;
  }
  try {
    const db = new Database(path);
    const integrity: unknown = db.pragma('integrity_check(5)', { simple: true });
    if (integrity !== 'ok') wrong.push(`${path} is not whole: ${String(integrity)}`);
    const foreign: unknown = db.pragma('foreign_key_check');
    if (Array.isArray(foreign) && foreign.length > 0)
      wrong.push(`${path} has ${foreign.length} rows without their parent`);
    return db;
  } catch (error) {
    wrong.push(`${path} does not open: ${String(error)}`);
    return null;
  }
}

function closed(db: Database.Database | null): void {
  db?.close();
}
