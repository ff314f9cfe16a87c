import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { postgres } from '../driver/driver.ts';
import { prepareCluster } from './cluster-files.ts';
import { copyFolder, flush } from './copy-folder.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { finishRestore, restoredFolder } from './finish-restore.ts';
import { findPostmaster } from './postmaster.ts';

const NAME = /^server-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}$/;
/** Belongs to the run that wrote it. */
const OF_A_RUN = ['postmaster.pid', 'postmaster.opts'];

/** The backups of a server's data folder, newest first. Each is a small data folder, with its password. */
export async function clusterBackups(dataFolder: string): Promise<readonly string[]> {
  const names = await readdir(join(dataFolder, 'backups')).catch(() => []);
  return names
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed();
}

/**
 * Copies the stopped built-in database: flushed, started and asked under another name, then renamed. A copy that doesn't
 * start never takes a name.
 *
 * @returns the backup's name, in the folder `backups`
 * @throws {Error} in words, where it runs or begins to run meanwhile
 */
export async function backUpCluster(dataFolder: string, nowMs: number): Promise<string> {
  await requireStopped(dataFolder);
  const name = stampedName(nowMs);
  const place = join(dataFolder, 'backups', name);
  const part = `${place}.part`;
  await rm(part, { recursive: true, force: true });
  const before = await controlFile(dataFolder);
  await mkdir(part, { recursive: true });
  try {
    await copyFolder(clusterOf(dataFolder), clusterOf(part), OF_A_RUN);
    await copyFile(join(dataFolder, 'postgres-password'), join(part, 'postgres-password'));
    await flush(join(part, 'postgres-password'));
    if (!(await controlFile(dataFolder)).equals(before))
      throw new Error('The server was started while its files were copied. Stop it, then try again.');
    await requireOpens(part);
    await rename(part, place);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
  await flush(join(dataFolder, 'backups'));
  return name;
}

/**
 * Puts a backup in the place of the stopped built-in database, whose files are set aside. Cut off anywhere, either the old
 * files are in place or the next start puts the backup there.
 *
 * @returns the folder, in the data folder, where the files lie that were there before; null where there were none
 * @throws {Error} in words, where it runs or there is no such backup
 */
export async function restoreCluster(dataFolder: string, name: string, nowMs: number): Promise<string | null> {
  const backup = join(dataFolder, 'backups', name);
  if (!NAME.test(name) || !existsSync(clusterOf(backup)))
    throw new Error(`There is no backup ${name} in ${join(dataFolder, 'backups')}.`);
  const hasFiles = existsSync(clusterOf(dataFolder));
  if (hasFiles) await requireStopped(dataFolder);
  const restored = restoredFolder(dataFolder);
  const part = `${restored}.part`;
  for (const left of [restored, part]) await rm(left, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await copyFolder(clusterOf(backup), join(part, 'cluster'), OF_A_RUN);
  await copyFile(join(backup, 'postgres-password'), join(part, 'postgres-password'));
  await flush(join(part, 'postgres-password'));
  await rename(part, restored);
  const aside = join('set-aside', stampedName(nowMs));
  if (hasFiles) {
    await mkdir(join(dataFolder, aside, 'postgres'), { recursive: true });
    await copyFile(join(dataFolder, 'postgres-password'), join(dataFolder, aside, 'postgres-password'));
    await rename(clusterOf(dataFolder), clusterOf(join(dataFolder, aside)));
  }
  await finishRestore(dataFolder);
  return hasFiles ? aside : null;
}

const clusterOf = (folder: string): string => join(folder, 'postgres', 'cluster');
const stampedName = (nowMs: number): string =>
  `server-${new Date(nowMs).toISOString().slice(0, 23).replaceAll(':', '-').replace('.', '-')}`;

/** PostgreSQL writes this file anew whenever it starts. */
const controlFile = (dataFolder: string): Promise<Buffer> =>
  readFile(join(clusterOf(dataFolder), 'global', 'pg_control'));

async function requireStopped(dataFolder: string): Promise<void> {
  const running = await findPostmaster(await prepareCluster(dataFolder));
  if (running !== undefined)
    throw new Error(
      'The server runs. Stop it first (Ctrl-C; one that was killed left its database running: start and stop it once).',
    );
}

async function requireOpens(dataFolder: string): Promise<void> {
  const database = await startEmbeddedPostgres(dataFolder, () => undefined);
  try {
    const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
    await sql`select count(*) from pg_class`;
    await sql.end();
  } finally {
    await database.stop();
  }
  await rm(join(dataFolder, 'postgres', 'postgres.log'), { force: true });
}
