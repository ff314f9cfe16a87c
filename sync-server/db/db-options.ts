import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const COMMANDS = ['verify', 'rollups', 'backup', 'restore', 'bundles'] as const;
export type DbCommand = (typeof COMMANDS)[number];

/** What `npm run db` was told: what to do, and to which of the two databases. */
export type DbOptions = {
  readonly command: DbCommand;
  /** The data folder of a till; null for the server. */
  readonly tillDir: string | null;
  /** Of a restore: the backup's name; null for the newest. */
  readonly from: string | null;
};

export const USAGE = [
  'npm run db -- verify  --server | --till DIR    works out again what is kept, and prints each difference',
  'npm run db -- rollups --server                 puts the sums of the reports back to what the facts say',
  'npm run db -- bundles --server                 opens the support bundles that tills sent, into the data folder',
  'npm run db -- backup  --server | --till DIR    makes a backup, checked before it takes its name',
  'npm run db -- restore --server | --till DIR [--from NAME]',
  '                                               puts a backup in place, the newest where none is named;',
  '                                               what was there is set aside, never deleted',
  '--server is the database of DATABASE_URL, else the built-in one under STOCKAVOO_DATA_DIR; DIR is a till’s data folder.',
].join('\n');

/** Reads the command line; null where it says something else than a command of the usage. */
export function dbOptions(args: readonly string[]): DbOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: 'boolean', default: false },
        till: { type: 'string' },
        from: { type: 'string' },
      },
    });
    const command = COMMANDS.find((known) => known === positionals[0]);
    const isOneSide = values.server !== (values.till !== undefined && values.till !== '');
    if (command === undefined || positionals.length > 1 || !isOneSide) return null;
    if (values.from !== undefined && command !== 'restore') return null;
    if ((command === 'rollups' || command === 'bundles') && !values.server) return null;
    return { command, tillDir: values.till === undefined ? null : resolve(values.till), from: values.from ?? null };
  } catch {
    return null;
  }
}
