import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { type ServerConfig, readConfig } from '#server/config.ts';
import { createLogger } from '#server/platform/log/logger.ts';
import { openDeps } from '#server/platform/open-deps.ts';
import { createServer } from '#server/server.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import { type ApiCaller, TEST_PASSWORD, apiCaller, dataOf } from '../../support/api-caller.ts';
import { createDatabase } from '../../support/postgres/create-database.ts';
import { createMigratedDatabase } from '../../support/postgres/create-migrated-database.ts';

/** The real server with a real database and one shop, that can be stopped and started again at the same address. */
export interface RealOffice extends AsyncDisposable {
  readonly url: string;
  readonly clock: { nowMs: number };
  readonly owner: ApiCaller;
  readonly businessId: Id;
  readonly storeId: Id;
  /** A one-time code for a new till of the store. */
  readonly code: () => Promise<string>;
  /** One for a machine that takes a till's place. */
  readonly codeFor: (tillId: Id) => Promise<string>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** The owner's address of the database as it is now. */
  readonly databaseUrl: () => string;
  /** Past row-level security: what really stands in the database. */
  readonly look: Pool;
  /** Copies the database as it is now; the office is stopped for that long. */
  readonly backUp: () => Promise<void>;
  /** Starts the office on the copy, as after a disaster. Its key lay apart and is the same. */
  readonly restore: () => Promise<void>;
}

const START_MS = Date.UTC(2026, 5, 1, 12);

export async function openRealOffice(): Promise<RealOffice> {
  let database = await createMigratedDatabase();
  let backup: typeof database | null = null;
  const dataDir = await mkdtemp(join(tmpdir(), 'stockavoo-office-'));
  const clock = { nowMs: START_MS };
  const configNow = () =>
    readConfig({
      DATABASE_URL: database.url,
      DATABASE_CONNECTIONS: '6',
      STOCKAVOO_DATA_DIR: dataDir,
      STOCKAVOO_WEB_DIR: join(dataDir, 'web'),
      RATE_LIMIT_PER_MINUTE: '1000000',
    });
  const run = (port: number) => runServer(configNow(), clock, port);
  let running = await run(0);
  const stop = async (): Promise<void> => {
    running.opened.stop();
    await running.listening.close();
    await running.opened.close();
  };
  const { url } = running.listening;
  const whileStopped = async (work: () => Promise<void>): Promise<void> => {
    await stop();
    await look.end();
    await work();
    look = openPool({ url: database.url, connectionsMax: 2, as: 'migrator' });
    running = await run(Number(new URL(url).port));
  };
  let look = openPool({ url: database.url, connectionsMax: 2, as: 'migrator' });
  const { owner, businessId } = await openShop(url, look);
  const storeId = dataOf(await owner('POST', '/stores', { body: { name: 'Lekki', code: 'LEK' } }), idOf).id;
  const askCode = async (body: { replaces?: Id }): Promise<string> =>
    dataOf(await owner('POST', `/stores/${storeId}/tills/enrolment-code`, { body }), z.object({ code: z.string() }))
      .code;
  return {
    url,
    clock,
    owner,
    businessId,
    storeId,
    code: () => askCode({}),
    codeFor: (replaces) => askCode({ replaces }),
    stop,
    start: async () => {
      running = await run(Number(new URL(url).port));
    },
    databaseUrl: () => database.url,
    get look() {
      return look;
    },
    backUp: () =>
      whileStopped(async () => {
        backup = await createDatabase(database.name);
      }),
    restore: () =>
      whileStopped(async () => {
        if (backup === null) throw new Error('there is no backup');
        [database, backup] = [backup, database];
      }),
    [Symbol.asyncDispose]: async () => {
      await stop();
      await look.end();
      await database[Symbol.asyncDispose]();
      await backup?.[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function runServer(config: ServerConfig, clock: { readonly nowMs: number }, port: number) {
  const opened = await openDeps(config, {
    nowMs: () => clock.nowMs,
    log: createLogger('error', { write: () => undefined }),
  });
  const listening = await createServer(opened.deps).listen('127.0.0.1', port);
  return { opened, listening };
}

const idOf = z.looseObject({ id: z.string() });

/** An owner with a confirmed address, signed in. */
async function openShop(url: string, look: Pool): Promise<{ owner: ApiCaller; businessId: Id }> {
  const email = 'ada@example.test';
  const anybody = apiCaller({ url });
  await anybody('POST', '/auth/register', {
    body: { businessName: 'Ada Stores', fullName: 'Ada Obi', email, password: TEST_PASSWORD },
  });
  await look`update users set is_verified = true where email = ${email}`;
  const came = await anybody('POST', '/auth/login', { body: { email, password: TEST_PASSWORD, client: 'program' } });
  const owner = apiCaller({ url }, dataOf(came, z.looseObject({ accessToken: z.string() })).accessToken);
  const me = dataOf(await owner('GET', '/auth/me'), z.looseObject({ business: idOf }));
  return { owner, businessId: me.business.id };
}
