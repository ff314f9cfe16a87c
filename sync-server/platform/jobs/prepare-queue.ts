import { PgBoss, fromBunSql } from 'pg-boss';
import { openPlainPool } from '../../store/open-plain-pool.ts';
import { APP_ROLE } from '../../store/pool.ts';
import type { JobKind, JobPace } from './job-kind.ts';

export const QUEUE_SCHEMA = 'job_queue';

/** What is done is looked at for a day, then let go. */
const KEPT_S = 24 * 60 * 60;

/**
 * Makes the schema of the queue or brings it up to this program, as the migrator, who owns it; the app may use it and change
 * nothing about it. Servers that start at once wait for each other.
 */
export async function prepareQueue(migratorUrl: string, kinds: readonly JobKind[], pace: JobPace): Promise<void> {
  const pool = openPlainPool({ url: migratorUrl, connectionsMax: 2, as: 'migrator' });
  const lock = await pool.reserve();
  try {
    await lock`select pg_advisory_lock(hashtextextended('job queue', 0))`;
    const boss = new PgBoss({ db: fromBunSql(pool), schema: QUEUE_SCHEMA, supervise: false, schedule: false });
    await boss.start();
    for (const kind of kinds) {
      const options = {
        expireInSeconds: kind.takesMaxS,
        retryLimit: kind.retries,
        retryDelay: kind.retryAfterS,
        retryBackoff: true,
        deleteAfterSeconds: KEPT_S,
        heartbeatSeconds: pace.heartbeatS,
      };
      const { heartbeatSeconds, ...rest } = options;
      const beating = heartbeatSeconds === null ? {} : { heartbeatSeconds };
      await boss.createQueue(kind.name, { ...rest, ...beating, policy: 'exclusive' });
      await boss.updateQueue(kind.name, options);
    }
    await boss.stop({ graceful: false });
    const schema = pool(QUEUE_SCHEMA);
    const role = pool(APP_ROLE);
    await lock`grant usage on schema ${schema} to ${role}`;
    await lock`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`;
    await lock`grant execute on all functions in schema ${schema} to ${role}`;
  } finally {
    lock.release();
    await pool.end({ timeout: 5 });
  }
}
