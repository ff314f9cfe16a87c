import { writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { Sql, TransactionSql } from 'postgres';
import { within } from '#server/platform/within.ts';
import { postgres } from '#server/store/driver/driver.ts';
import { migrate } from '#server/store/migrate.ts';

/** What a sale becomes on the server: the rows that are counted. */
const COUNTED = ['changes', 'sales_orders', 'sales_order_items', 'payments', 'stock_movements'] as const;
/** What they refer to; put there before the clock starts. */
const KEYED_TO = ['businesses', 'stores', 'till_sync', 'till_epochs'] as const;

const COPY_LIMIT_MS = 120_000;

/** The counted rows of a database as COPY writes them. */
export type TakenRows = {
  readonly rows: number;
  readonly parents: ReadonlyMap<string, Buffer>;
  readonly counted: ReadonlyMap<string, Buffer>;
};

async function copyOut(sql: Sql, query: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const readable: Readable = await sql.unsafe(query).readable();
  await pipeline(readable, new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk), done()) }));
  return Buffer.concat(chunks);
}

async function copyIn(sql: TransactionSql, table: string, rows: Buffer): Promise<void> {
  const writable = await sql.unsafe(`copy ${table} from stdin`).writable();
  // The driver doesn't hand on a refusal that comes after the last row.
  await within(COPY_LIMIT_MS, finished(writable.end(rows)), `No answer to COPY into ${table}: was it refused?`);
}

/** The columns that COPY takes in: without what the database works out itself. */
async function columnsOf(sql: Sql, table: string): Promise<string> {
  const columns = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`;
  return columns.map(({ name }) => `"${name}"`).join(', ');
}

/** Takes out what the server wrote since a moment. */
export async function takeRows(url: string, sinceMs: number, tables: readonly string[] = COUNTED): Promise<TakenRows> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const since = new Date(sinceMs).toISOString();
  const parents = new Map<string, Buffer>();
  const counted = new Map<string, Buffer>();
  let rows = 0;
  for (const table of KEYED_TO) parents.set(table, await copyOut(sql, `copy ${table} to stdout`));
  for (const table of tables) {
    const [count] = await sql.unsafe<{ count: string }[]>(
      `select count(*) as count from ${table} where created_at >= '${since}'`,
    );
    rows += Number(count?.count ?? 0);
    const columns = await columnsOf(sql, table);
    counted.set(
      table,
      await copyOut(sql, `copy (select ${columns} from ${table} where created_at >= '${since}') to stdout`),
    );
  }
  await sql.end();
  return { rows, parents, counted };
}

/** The changes that the server took since a moment, as a document store would hold them: one document each, a line each. */
export async function writeDocuments(url: string, sinceMs: number, file: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const rows = await sql<{ id: string; body: string }[]>`
    select id, body from changes where created_at >= ${new Date(sinceMs)} order by till_id, seq`;
  await sql.end();
  writeFileSync(file, rows.map(({ id, body }) => `{"_id":"${id}","change":${body}}\n`).join(''));
  return rows.length;
}

/** The same rows by COPY into the same indexed tables of a fresh database, in one durable transaction: how long it takes. */
export async function copyTimed(ownerUrl: string, name: string, taken: TakenRows): Promise<number> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await owner.unsafe(`create database ${name}`);
  await owner.end();
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  await migrate(url.href, () => Date.now());
  const sql = postgres(url.href, { max: 1, onnotice: () => undefined });
  await sql.begin(async (tx) => {
    for (const [table, rows] of taken.parents) await copyIn(tx, table, rows);
  });
  const from = performance.now();
  await sql.begin(async (tx) => {
    for (const [table, rows] of taken.counted) await copyIn(tx, table, rows);
  });
  const tookMs = performance.now() - from;
  await sql.end();
  return tookMs;
}
