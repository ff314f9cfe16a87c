import { type JobResult, PgBoss, fromBunSql } from 'pg-boss';
import type { Logger } from '../log/logger.ts';
import { openPlainPool } from '../../store/open-plain-pool.ts';
import type { JobKind, JobPace, PutJob } from './job-kind.ts';
import { QUEUE_SCHEMA, prepareQueue } from './prepare-queue.ts';

const PACE: JobPace = { pollS: 2, superviseS: 15, heartbeatS: 30 };
const CONNECTIONS = 3;
/** One server takes so many of a kind and does them one after the other; while there are more it does not pause. */
const BATCH = 10;
const STOP_WITHIN_MS = 30_000;

export interface JobQueue {
  readonly put: PutJob;
  /** Takes no more jobs; resolves when those that run have ended, or were given up to other servers. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens the queue of jobs that all servers share, and does its jobs: each is done by one of them, and again by another where
 * that one fails or dies. What must happen once is therefore marked in the data itself, not only in the queue.
 */
export async function openJobQueue(
  { url, migratorUrl, log }: { readonly url: string; readonly migratorUrl: string; readonly log: Logger },
  kinds: readonly JobKind[],
  pace: JobPace = PACE,
): Promise<JobQueue> {
  await prepareQueue(migratorUrl, kinds, pace);
  const pool = openPlainPool({ url, connectionsMax: CONNECTIONS, as: 'app' });
  const boss = new PgBoss({
    // The connections of postgres.js have the shape of Bun's.
    db: fromBunSql(pool),
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: pace.superviseS,
    monitorIntervalSeconds: pace.superviseS,
  });
  boss.on('error', (error: unknown) => log.error({ err: error }, 'the job queue failed at something; it goes on'));
  const put: PutJob = async (name, data, key) => {
    await boss.send(name, data, { singletonKey: key });
  };
  const stop = async (): Promise<void> => {
    await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    await pool.end({ timeout: 5 });
  };
  try {
    await boss.start();
    for (const kind of kinds) await begin(boss, kind, { put, log, pollS: pace.pollS });
  } catch (error) {
    await stop();
    throw error;
  }
  return { put, stop };
}

async function begin(
  boss: PgBoss,
  kind: JobKind,
  { put, log, pollS }: { readonly put: PutJob; readonly log: Logger; readonly pollS: number },
): Promise<void> {
  if (kind.cron !== undefined) await boss.schedule(kind.name, kind.cron);
  const options = {
    pollingIntervalSeconds: pollS,
    batchSize: BATCH,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await boss.work(kind.name, options, async (jobs) => {
    const results: JobResult[] = [];
    for (const { id, data } of jobs) results.push({ id, status: await runLogged(kind, data, { put, log }) });
    return results;
  });
}

async function runLogged(
  kind: JobKind,
  data: unknown,
  { put, log }: { readonly put: PutJob; readonly log: Logger },
): Promise<JobResult['status']> {
  try {
    await kind.run(data, put);
    return 'completed';
  } catch (error) {
    log.error({ err: error, job: kind.name, data }, 'a job failed');
    return 'failed';
  }
}
