import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from './connection.ts';
import { flush } from './flush.ts';
import type { AroundUpdate } from './migrate.ts';

/**
 * Keeps the money file as it was before an update, beside it, until the next update. An update that stops between two of its
 * migrations goes on with the next start, and leaves this copy alone: a second one would be of a file that is half updated.
 */
export function beforeUpdate(path: string): AroundUpdate {
  const copy = `${path}.before-update`;
  const underWay = `${path}.updating`;
  return {
    begin: (db) => {
      if (existsSync(underWay) && existsSync(copy)) return;
      copyWhole(db, copy);
      closeSync(madeOnDisk(underWay));
      flush(dirname(path));
    },
    whole: () => rmSync(underWay, { force: true }),
  };
}

/** What lies in the -wal is included; half of a copy never takes the name. */
function copyWhole(db: Connection, copy: string): void {
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  db.prepare('VACUUM INTO ?').run(part);
  flush(part);
  renameSync(part, copy);
  flush(dirname(copy));
}

function madeOnDisk(path: string): number {
  const file = openSync(path, 'w');
  fsyncSync(file);
  return file;
}
