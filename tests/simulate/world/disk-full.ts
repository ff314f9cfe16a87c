import Database from 'better-sqlite3';

const NAMES = ['till.db', 'draft.db'];
const NO_LIMIT = 0xfffffffe;
const open = new Map<string, Database.Database>();

/**
 * Remembers every connection by its file, so that a disk can fill up under it: SQLite itself then says SQLITE_FULL, at the
 * page that no longer fits.
 */
export function watchConnections(): () => void {
  const original: unknown = Reflect.get(Database.prototype, 'pragma');
  if (typeof original !== 'function') throw new Error('SQLite has no pragma');
  Reflect.set(Database.prototype, 'pragma', function pragma(this: Database.Database, ...asked: unknown[]): unknown {
    open.set(this.name, this);
    return Reflect.apply(original, this, asked);
  });
  return () => {
    Reflect.set(Database.prototype, 'pragma', original);
    open.clear();
  };
}

/** From now on no file of a till grows. @returns makes room again */
export function fillDisk(folder: string): () => void {
  const limited = NAMES.flatMap((name) => open.get(`${folder}/${name}`) ?? []).filter((file) => file.open);
  for (const file of limited) file.pragma(`max_page_count = ${Number(file.pragma('page_count', { simple: true }))}`);
  return () => makeRoom(limited);
}

/** Somebody cleared up: every disk that was full has room again. */
export function freeDisks(): void {
  makeRoom([...open.values()]);
}

function makeRoom(files: readonly Database.Database[]): void {
  for (const file of files) if (file.open) file.pragma(`max_page_count = ${NO_LIMIT}`);
}
