import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ServerConfig } from '#server/config.ts';
import { backUpCluster, clusterBackups, restoreCluster } from '#server/store/embedded/backup-cluster.ts';
import { readOperatorKeys } from '#server/platform/files/operator-keys.ts';
import { openSealedFolder, sealFolder } from './sealed-folder.ts';
import { type Say, requireSomeDatabase } from './server-commands.ts';

/** Of a PostgreSQL of the operator's own this program has neither the tools nor the rights: it says the command. */
const FOREIGN = {
  backup:
    'This server’s database is at DATABASE_URL. Back it up with PostgreSQL’s own tools, such as\n  pg_dump --format=custom --file=stockavoo.dump "$DATABASE_URL"\nand keep the server’s key file apart from it.',
  restore:
    'This server’s database is at DATABASE_URL. Stop every server, then restore it into an empty database with\n  pg_restore --exit-on-error --dbname="$DATABASE_URL" stockavoo.dump\nand start a server on it: tills notice by themselves and send again what the backup lacks.',
} as const;

/** Makes a backup of the built-in database, or says how for one that is not built in; true where there is a new backup. */
export async function backUpServer(config: ServerConfig, nowMs: number, say: Say): Promise<boolean> {
  if (config.database !== null) {
    say(FOREIGN.backup);
    return false;
  }
  requireSomeDatabase(config);
  const keys = config.operatorKeyFile === null ? null : await readOperatorKeys(config.operatorKeyFile);
  const name = await backUpCluster(
    config.dataDir,
    nowMs,
    keys === null ? undefined : (folder, file) => sealFolder(folder, file, { keys, randomBytes }),
  );
  say(`The backup ${name} is in ${join(config.dataDir, 'backups')}, and was opened to see that it is good.`);
  if (config.operatorKeyFile !== null)
    say(`It opens only with the operator’s key: keep a copy of ${config.operatorKeyFile} in another place.`);
  say(`The server’s key is not in it: keep a copy of ${config.serverKeyFile} in another place.`);
  return true;
}

/** Puts a backup of the built-in database in place, the newest where none is named; true where that was done. */
export async function restoreServer(
  config: ServerConfig,
  asked: { readonly from: string | null; readonly nowMs: number },
  say: Say,
): Promise<boolean> {
  if (config.database !== null) {
    say(FOREIGN.restore);
    return false;
  }
  const name = asked.from ?? (await clusterBackups(config.dataDir))[0];
  if (name === undefined) {
    say(`There is no backup in ${join(config.dataDir, 'backups')}.`);
    return false;
  }
  const keys = config.operatorKeyFile === null ? null : await readOperatorKeys(config.operatorKeyFile);
  const aside = await restoreCluster(config.dataDir, name, {
    nowMs: asked.nowMs,
    ...(keys === null ? {} : { open: (file, folder) => openSealedFolder(file, folder, keys) }),
  });
  say(`The backup ${name} is in place.`);
  if (aside !== null) say(`What was there before is kept in ${join(config.dataDir, aside)}.`);
  say('Start the server: tills notice by themselves and send again what the backup lacks.');
  return true;
}
