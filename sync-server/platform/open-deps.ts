import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type MakeId, uuidV7 } from '#shared/base/ids.ts';
import type { NowMs } from '#shared/base/time.ts';
import type { ServerConfig } from '../config.ts';
import { assertAppRole } from '../store/assert-app-role.ts';
import { startEmbeddedPostgres } from '../store/embedded/embedded-postgres.ts';
import { migrate } from '../store/migrate.ts';
import { type DatabaseLine, openPool } from '../store/pool.ts';
import { takeNewMarks } from '../store/take-new-marks.ts';
import { createAfterwards } from './afterwards.ts';
import { openFiles } from './files/open-files.ts';
import { createMemoryCache } from './cache/memory-cache.ts';
import { createRedisCache } from './cache/redis-cache.ts';
import { createFailureBrake } from './limits/failure-brake.ts';
import { createRequestBudgets } from './limits/request-budgets.ts';
import { type Logger, createLogger } from './log/logger.ts';
import { createOutbox } from './mail/outbox.ts';
import { createSmtp } from './mail/smtp.ts';
import { createMessageOutbox } from './messages/message-outbox.ts';
import { createWhatsApp } from './messages/whatsapp.ts';
import { type Metrics, createMetrics } from './metrics/metrics.ts';
import { noteQueries } from './metrics/note-queries.ts';
import { readWaiting } from './metrics/waiting.ts';
import type { PushPort } from './push/push-port.ts';
import { loadPushKey, readPushKey } from './push/push-key.ts';
import { createWebPush } from './push/web-push.ts';
import { openRedis } from './redis/shared-redis.ts';
import type { ServerDeps } from './server-deps.ts';
import { loadAccessKeys, readAccessKeys } from './sign-in/access-keys.ts';

const STOP_POOL_S = 5;

/** What a start may replace: a test its clock, its log, a simulation also the way to its database. */
export interface World {
  readonly nowMs: NowMs;
  readonly log?: Logger;
  readonly connect?: DatabaseLine;
}

export interface OpenedDeps {
  readonly deps: ServerDeps;
  /** Where the database is, for whatever opens connections of its own. */
  readonly database: { readonly url: string; readonly migratorUrl: string };
  /** Tells whoever holds a connection open that the server stops. */
  readonly stop: () => void;
  /** Resolves when what goes on after an answer has ended. */
  readonly settled: () => Promise<void>;
  /** Closes the pool, then the built-in database. */
  readonly close: () => Promise<void>;
}

/**
 * Opens what the server stands on: data folder, database (brought up to this program), keys, mail.
 *
 * @throws {Fault} with what to do where something of it can't be had
 */
export async function openDeps(config: ServerConfig, world: World): Promise<OpenedDeps> {
  const log = world.log ?? createLogger(config.logLevel);
  await mkdir(config.dataDir, { recursive: true });
  const makeId: MakeId = () => uuidV7(world.nowMs(), randomBytes(10));
  const files = await openFiles(config, { makeId, randomBytes });
  const embedded =
    config.database === null ? await startEmbeddedPostgres(config.dataDir, (what) => log.warn(what)) : null;
  const url = embedded?.url ?? config.database?.url ?? '';
  const migratorUrl = embedded?.url ?? config.database?.migratorUrl ?? '';
  const applied = await migrate(migratorUrl, world.nowMs, world.connect);
  if (applied.length > 0) log.info({ applied }, 'the database was brought up to date');
  const metrics: Metrics = createMetrics(world.nowMs, () => readWaiting(pool, world.nowMs()));
  const watch = noteQueries(log, metrics);
  const { connectionsMax } = config;
  const pool = openPool({ url, connectionsMax, as: 'app', connect: world.connect, watch });
  const replica =
    config.replicaUrl === null ? null : openPool({ url: config.replicaUrl, connectionsMax, as: 'app', watch });
  await assertAppRole(pool);
  await takeNewMarks(pool, world.nowMs(), makeId());
  const redis = config.redisUrl === null ? null : openRedis(config.redisUrl, log);
  const afterwards = createAfterwards(log);
  const stopping = new AbortController();
  const keysFile = join(config.dataDir, 'keys', 'access-keys.json');
  const deps: ServerDeps = {
    config,
    pool,
    replica,
    nowMs: world.nowMs,
    makeId,
    randomBytes: (count) => randomBytes(count),
    mail:
      config.smtpUrl === null
        ? createOutbox(join(config.dataDir, 'outbox'), config.mailFrom, makeId)
        : createSmtp(config.smtpUrl, config.mailFrom),
    messages:
      config.whatsApp === null
        ? createMessageOutbox(join(config.dataDir, 'outbox'), makeId)
        : createWhatsApp(config.whatsApp),
    push: await openPush(config, world.nowMs),
    files,
    log,
    metrics,
    accessKeys:
      config.accessKeys === null
        ? await loadAccessKeys(keysFile)
        : await readAccessKeys(config.accessKeys, 'STOCKAVOO_ACCESS_KEYS'),
    cache: redis === null ? createMemoryCache() : createRedisCache(redis),
    redis,
    budgets: createRequestBudgets('people', config.requestsPerMinute, redis),
    signInBrake: createFailureBrake(world.nowMs, redis),
    later: (work) => afterwards.run(work),
    stopping: stopping.signal,
  };
  return {
    deps,
    database: { url, migratorUrl },
    stop: () => stopping.abort(),
    settled: () => afterwards.settled(),
    close: async () => {
      await afterwards.settled();
      redis?.close();
      await replica?.end({ timeout: STOP_POOL_S });
      await pool.end({ timeout: STOP_POOL_S });
      await embedded?.stop();
    },
  };
}

async function openPush(config: ServerConfig, nowMs: NowMs): Promise<PushPort> {
  const key =
    config.pushKey === null
      ? await loadPushKey(join(config.dataDir, 'keys', 'push-key.json'))
      : readPushKey(config.pushKey, 'STOCKAVOO_PUSH_KEY');
  const [, address = config.mailFrom] = /<([^>]+)>/.exec(config.mailFrom) ?? [];
  return createWebPush({ key, contact: `mailto:${address}`, services: config.pushServices, nowMs });
}
