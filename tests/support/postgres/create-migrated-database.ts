import { inject } from 'vitest';
import { type TestDatabase, createDatabaseIn } from './create-database-in.ts';
import './global-setup.ts';

/** Makes a database for one test file in which all migrations have run and nothing else stands. */
export function createMigratedDatabase(): Promise<TestDatabase> {
  return createDatabaseIn(inject('postgresUrl'), inject('migratedDatabase'));
}
