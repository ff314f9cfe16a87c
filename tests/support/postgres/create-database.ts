import { inject } from 'vitest';
import { type TestDatabase, createDatabaseIn } from './create-database-in.ts';
import './global-setup.ts';

/**
 * Makes an empty database for one test file: `await using database = await createDatabase()`, or dispose of it in `afterAll`.
 *
 * Roles belong to the whole cluster, so code under test that makes roles must bear that they exist.
 *
 * @param template a database to copy, such as one whose migrations have run; nobody may be connected to it
 */
export function createDatabase(template = 'template0'): Promise<TestDatabase> {
  return createDatabaseIn(inject('postgresUrl'), template);
}
