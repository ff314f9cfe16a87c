import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ERRORS } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import { readConfig } from '#server/config.ts';
import { backUpServer, restoreServer } from './server-backups.ts';
import { type DbOptions, USAGE, dbOptions } from './db-options.ts';
import { rebuildAllRollups, verifyServer } from './server-commands.ts';
import { writeBundles } from './write-bundles.ts';

const TILL_PROGRAM = fileURLToPath(new URL('../../desktop/host-loopback/till-db-main.ts', import.meta.url));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Gives the exit code: 1 where something differs or went wrong, 2 for a command line that says nothing. */
async function main(options: DbOptions | null): Promise<number> {
  if (options === null) {
    say(USAGE);
    return 2;
  }
  // The till's files are the till's: another program of the project knows them, and this one hands over.
  if (options.tillDir !== null) return runTillProgram(options, options.tillDir);
  const config = readConfig(process.env);
  switch (options.command) {
    case 'verify':
      return (await verifyServer(config, say)) === 0 ? 0 : 1;
    case 'rollups':
      await rebuildAllRollups(config, Date.now(), say);
      return 0;
    case 'bundles':
      await writeBundles(config, say);
      return 0;
    case 'backup':
      return (await backUpServer(config, Date.now(), say)) ? 0 : 1;
    case 'restore':
      return (await restoreServer(config, { from: options.from, nowMs: Date.now() }, say)) ? 0 : 1;
  }
}

function runTillProgram({ command, from }: DbOptions, tillDir: string): number {
  const args = [TILL_PROGRAM, command, tillDir, ...(from === null ? [] : [from])];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

function inWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof Fault ? `${message} ${ERRORS[error.code].action}` : message;
}

try {
  process.exitCode = await main(dbOptions(process.argv.slice(2)));
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}
