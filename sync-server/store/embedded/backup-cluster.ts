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
/** What follows the name of a backup that is one sealed file. */
export const SEALED = '.sealed';
/** Belongs to the run that wrote it. */
const OF_A_RUN = ['postmaster.pid', 'postmaster.opts'];

/** The backups of a server's data folder, newest first. Each is a small data folder with its password, or that as one sealed file. */
export async function clusterBackups(dataFolder: string): Promise<readonly string[]> {
  const names = await readdir(join(dataFolder, 'backups')).catch(() => []);
  const backups = names.map((name) => (name.endsWith(SEALED) ? name.slice(0, -SEALED.length) : name));
  return backups
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed();
}

/**
 * Copies the stopped built-in database: flushed, started and asked under another name, then renamed. A copy that doesn't
 * start never takes a name.
 *
 * @param seal puts the copy into a file of the given name; without it the copy itself becomes the backup
 * @returns the backup's name, in the folder `backups`
 * @throws {Error} in words, where it runs or begins to run meanwhile
 */
export async function backUpCluster(
  dataFolder: string,
  nowMs: number,
  seal?: (folder: string, file: string) => Promise<void>,
): Promise<string> {
  await requireStopped(dataFolder);
  const name = stampedName(nowMs);
  const place = join(dataFolder, 'backups', name);
  const part = `${place}.part`;
  await removeParts(join(dataFolder, 'backups'));
  const before = await controlFile(dataFolder);
  await mkdir(part, { recursive: true });
  try {
    await copyFolder(clusterOf(dataFolder), clusterOf(part), OF_A_RUN);
    await copyFile(join(dataFolder, 'postgres-password'), join(part, 'postgres-password'));
    await flush(join(part, 'postgres-password'));
    if (!(await controlFile(dataFolder)).equals(before))
      throw new Error('The server was started while its files were copied. Stop it, then try again.');
    await requireOpens(part);
    if (seal === undefined) await rename(part, place);
    else await seal(part, `${place}${SEALED}`);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  await flush(join(dataFolder, 'backups'));
  return name;
}

/**
 * Puts a backup in the place of the stopped built-in database, whose files are set aside. Cut off anywhere, either the old
 * files are in place or the next start puts the backup there.
 *
 * @param open puts what a sealed file holds into a folder that is not there yet
 * @returns the folder, in the data folder, where the files lie that were there before; null where there were none
 * @throws {Error} in words, where it runs or there is no such backup
 */
export async function restoreCluster(
  dataFolder: string,
  name: string,
  { nowMs, open }: { nowMs: number; open?: (file: string, folder: string) => Promise<void> },
): Promise<string | null> {
  const backups = join(dataFolder, 'backups');
  const backup = join(backups, name);
  if (existsSync(clusterOf(dataFolder))) await requireStopped(dataFolder);
  if (NAME.test(name) && existsSync(clusterOf(backup))) return putInPlace(dataFolder, backup, nowMs);
  if (!NAME.test(name) || !existsSync(`${backup}${SEALED}`))
    throw new Error(`There is no backup ${name} in ${backups}.`);
  if (open === undefined)
    throw new Error(
      `The backup ${name} is sealed with an operator’s key. Name the file that holds it in STOCKAVOO_OPERATOR_KEY_FILE, then try again.`,
    );
  await removeParts(backups);
  try {
    await open(`${backup}${SEALED}`, `${backup}.part`);
    return await putInPlace(dataFolder, `${backup}.part`, nowMs);
  } finally {
    await rm(`${backup}.part`, { recursive: true, force: true });
  }
}

async function putInPlace(dataFolder: string, backup: string, nowMs: number): Promise<string | null> {
  const hasFiles = existsSync(clusterOf(dataFolder));
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

/** What a run left that was cut off: no backup, and where backups are sealed nothing that may lie about. */
async function removeParts(backups: string): Promise<void> {
  const names = await readdir(backups).catch(() => []);
  for (const name of names) if (name.endsWith('.part')) await rm(join(backups, name), { recursive: true, force: true });
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
