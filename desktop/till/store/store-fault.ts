import { Fault } from '#shared/base/fault.ts';
import { sqliteCodeOf } from './connection.ts';

/** SQLite says of the memory that its processes share, which lies in a file too, only that it can't be made larger. */
const FULL: ReadonlySet<string> = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT']);

/** Says what a failing file means for the shop; any other error is passed on as it is. */
export function storeFault(error: unknown): unknown {
  const code = sqliteCodeOf(error) ?? nodeCodeOf(error);
  if (code === null) return error;
  const message = error instanceof Error ? error.message : code;
  if (FULL.has(code)) return new Fault('store_disk_full', message, { cause: error, retry: 'later' });
  if (
    code.startsWith('SQLITE_READONLY') ||
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    // Something else lies where a file or folder of the till belongs.
    code === 'EEXIST' ||
    code === 'ENOTDIR' ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code === 'SQLITE_PERM'
  ) {
    return new Fault('store_read_only', message, { cause: error });
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new Fault('store_locked', message, { cause: error, retry: 'later' });
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new Fault('store_damaged', message, { cause: error });
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return new Fault('store_io', message, { cause: error, retry: 'later' });
  return error;
}

function nodeCodeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Runs it, and gives a failing file its name in the catalogue. */
export function withStoreFaults<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    const named = storeFault(error);
    throw named instanceof Error ? named : error;
  }
}
