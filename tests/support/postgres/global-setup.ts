import type { TestProject } from 'vitest/node';
import { startThrowawayCluster } from './throwaway-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the PostgreSQL that this run of the tests may fill. */
    readonly postgresUrl: string;
  }
}

/** Gives one run of the tests one PostgreSQL: its own, or the one that DATABASE_URL_TEST names. */
export async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const given = process.env['DATABASE_URL_TEST'];
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    return undefined;
  }
  const cluster = await startThrowawayCluster();
  project.provide('postgresUrl', cluster.url);
  return cluster.stop;
}
