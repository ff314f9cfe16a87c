import { Fault } from '#shared/base/fault.ts';
import type { ServerConfig } from '#server/config.ts';
import { assertAppRole } from '#server/store/assert-app-role.ts';
import { startEmbeddedPostgres } from '#server/store/embedded/embedded-postgres.ts';
import { knownMigrations } from '#server/store/migrate.ts';
import { type Pool, openPool } from '#server/store/pool.ts';

/** The server's database as an operator's tool has it open. */
export type OpenDatabase = { readonly pool: Pool; readonly ownerUrl: string };

const CONNECTIONS_MAX = 2;

/**
 * Runs work on the server's database, beside a server that runs or alone: the one of `DATABASE_URL`, or the built-in one,
 * which is started where it doesn't run and stopped again afterwards.
 *
 * @throws {Fault} `database_migrations` where it is not of this program's version: an operator's tool never migrates
 */
export async function withDatabase<Result>(
  config: ServerConfig,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const embedded =
    config.database === null
      ? await startEmbeddedPostgres(config.dataDir, (what) => void process.stderr.write(`${what}\n`))
      : null;
  try {
    const ownerUrl = embedded?.url ?? config.database?.migratorUrl ?? '';
    await requireThisVersion(ownerUrl);
    const pool = openPool({
      url: embedded?.url ?? config.database?.url ?? '',
      connectionsMax: CONNECTIONS_MAX,
      as: 'app',
    });
    try {
      await assertAppRole(pool);
      return await work({ pool, ownerUrl });
    } finally {
      await pool.end();
    }
  } finally {
    await embedded?.stop();
  }
}

async function requireThisVersion(ownerUrl: string): Promise<void> {
  const owner = openPool({ url: ownerUrl, connectionsMax: 1, as: 'migrator' });
  try {
    const [there] = await owner<{ has: boolean }[]>`select to_regclass('public.schema_migrations') is not null as has`;
    const applied =
      there?.has === true
        ? await owner<{ name: string; hash: string }[]>`
      select name, hash from schema_migrations order by name`
        : [];
    const known = await knownMigrations();
    const isSame = known.length === applied.length && known.every((one, at) => one.hash === applied[at]?.hash);
    if (!isSame)
      throw new Fault(
        'database_migrations',
        'The database is not of this program’s version. Start the server of this version once, then try again.',
      );
  } finally {
    await owner.end();
  }
}
