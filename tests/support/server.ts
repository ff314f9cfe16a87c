import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerConfig, readConfig } from '#server/config.ts';
import { createLogger } from '#server/platform/log/logger.ts';
import { openDeps } from '#server/platform/open-deps.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import { createServer } from '#server/server.ts';
import { createMigratedDatabase } from './postgres/create-migrated-database.ts';

/** Where the clock of tests begins: a Monday noon. */
export const TEST_START_MS = Date.UTC(2026, 5, 1, 12);

export interface TestServer extends AsyncDisposable {
  /** Such as http://127.0.0.1:40123 */
  readonly url: string;
  readonly databaseUrl: string;
  readonly deps: ServerDeps;
  readonly clock: { readonly nowMs: () => number; readonly advance: (ms: number) => void };
  /** The text of every message sent so far, oldest first. */
  readonly outbox: () => Promise<readonly string[]>;
  /** Resolves when what goes on after an answer, such as sending a message, has ended. */
  readonly settled: () => Promise<void>;
  /** Looks into the database past row-level security. */
  readonly asOwner: <Rows>(look: (sql: Pool) => Promise<Rows>) => Promise<Rows>;
  /** Every line that was logged so far. */
  readonly logged: readonly string[];
}

/**
 * Starts a real server on a fresh PostgreSQL database and a free port, with a clock that stands still until it is moved.
 *
 * `await using server = await startTestServer()`, or dispose of it in `afterAll`. Budgets are wide unless `environment` says otherwise.
 */
export async function startTestServer(environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const database = await createMigratedDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'stockavoo-server-'));
  let now = TEST_START_MS;
  const logged: string[] = [];
  const log = createLogger('http', { write: (line) => void logged.push(line) });
  const config: ServerConfig = readConfig({
    DATABASE_URL: database.url,
    DATABASE_CONNECTIONS: '6',
    STOCKAVOO_DATA_DIR: dataDir,
    STOCKAVOO_WEB_DIR: join(dataDir, 'web'),
    RATE_LIMIT_PER_MINUTE: '100000',
    ...environment,
  });
  const opened = await openDeps(config, { nowMs: () => now, log });
  const listening = await createServer(opened.deps).listen('127.0.0.1', 0);
  return {
    url: listening.url,
    databaseUrl: database.url,
    deps: opened.deps,
    clock: {
      nowMs: () => now,
      advance: (ms) => {
        now += ms;
      },
    },
    settled: opened.settled,
    asOwner: async (look) => {
      const sql = openPool({ url: database.url, connectionsMax: 1, as: 'migrator' });
      try {
        return await look(sql);
      } finally {
        await sql.end();
      }
    },
    outbox: () => readOutbox(join(dataDir, 'outbox')),
    logged,
    [Symbol.asyncDispose]: async () => {
      opened.stop();
      await listening.close();
      await opened.close();
      await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** In the order in which they were written: the clock of a test stands still, and with it the order of their names. */
async function readOutbox(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const written = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { text: await readFile(path, 'utf8'), atNs: (await stat(path, { bigint: true })).mtimeNs };
    }),
  );
  return written.toSorted((a, b) => Number(a.atNs - b.atNs)).map(({ text }) => text);
}
