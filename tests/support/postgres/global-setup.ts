import type { TestProject } from 'vitest/node';
import { migrate } from '#server/store/migrate.ts';
import { createDatabaseIn } from './create-database-in.ts';
import { startThrowawayCluster } from './throwaway-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the PostgreSQL that this run of the tests may fill. */
    readonly postgresUrl: string;
    /** The name of a database in it whose migrations have run: copying it takes a tenth of running them. */
    readonly migratedDatabase: string;
  }
}

/** Gives one run of the tests one PostgreSQL: its own, or the one that DATABASE_URL_TEST names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL_TEST'];
  const cluster = given === undefined || given === '' ? await startThrowawayCluster() : undefined;
  const url = cluster?.url ?? given ?? '';
  const migrated = await createDatabaseIn(url);
  await migrate(migrated.url, Date.now);
  project.provide('postgresUrl', url);
  project.provide('migratedDatabase', migrated.name);
  return async () => {
    await migrated[Symbol.asyncDispose]();
    cluster?.stop();
  };
}
