import Database from 'better-sqlite3';

/** An open SQLite file. Only this room knows the driver. */
export type Connection = Database.Database;

/** Opens or makes the file; the caller sets the pragmas before anything else. */
export function openFile(path: string): Connection {
  return new Database(path, { timeout: 5000 });
}

/** Opens a file that must be there, to read it: nothing of it changes, beside whoever writes it. */
export function openFileToRead(path: string): Connection {
  return new Database(path, { timeout: 5000, readonly: true, fileMustExist: true });
}

/** The code of a SQLite error such as SQLITE_FULL, or null for any other error. */
export function sqliteCodeOf(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}
