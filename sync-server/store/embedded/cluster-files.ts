import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '#shared/base/fault.ts';
import { finishRestore } from './finish-restore.ts';
import { findNativeBinaries } from './native-binaries.ts';

const run = promisify(execFile);
const INITDB_TIMEOUT_MS = 120_000;
/** PostgreSQL refuses to run as root; this is the user `nobody`. */
const NOBODY = 65534;

/** Who runs PostgreSQL's programs: nobody where we are root, else ourselves. */
export const RUN_AS: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

export interface ClusterFiles {
  readonly folder: string;
  readonly cluster: string;
  readonly log: string;
  readonly password: string;
}

/**
 * Makes the files of the built-in database, or finds those of an earlier start.
 *
 * A cluster is made under another name and renamed when whole, so that a start that was cut off leaves none behind.
 */
export async function prepareCluster(dataFolder: string): Promise<ClusterFiles> {
  const folder = join(dataFolder, 'postgres');
  await mkdir(folder, { recursive: true });
  if (RUN_AS.uid !== undefined) {
    await chown(folder, NOBODY, NOBODY);
    await chmod(folder, 0o711);
  }
  const files = { folder, cluster: join(folder, 'cluster'), log: join(folder, 'postgres.log') };
  const passwordFile = join(dataFolder, 'postgres-password');
  // A restore that was cut off goes on here: an empty database must not take the place of a backup.
  if (!existsSync(files.cluster) && !(await finishRestore(dataFolder))) await makeCluster(files, passwordFile);
  const password = await readFile(passwordFile, 'utf8').catch((cause: unknown) => {
    throw new Fault('database_start', `The password of the built-in database can't be read from ${passwordFile}.`, {
      cause,
    });
  });
  return { ...files, password: password.trim() };
}

async function makeCluster(
  { folder, cluster }: Pick<ClusterFiles, 'folder' | 'cluster'>,
  passwordFile: string,
): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600, flush: true });
  const half = join(folder, 'cluster.half');
  const handed = join(folder, 'initdb-password');
  await rm(half, { recursive: true, force: true });
  await rm(handed, { force: true });
  try {
    await writeFile(handed, password, { mode: 0o600 });
    if (RUN_AS.uid !== undefined) await chown(handed, NOBODY, NOBODY);
    const options = [
      '-D',
      half,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${handed}`,
      '-E',
      'UTF8',
      '--no-locale',
    ];
    await run(findNativeBinaries().initdb, options, {
      ...RUN_AS,
      cwd: folder,
      windowsHide: true,
      timeout: INITDB_TIMEOUT_MS,
    });
    await rename(half, cluster);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const rootHint =
      RUN_AS.uid === undefined
        ? ''
        : ` As root it runs as the user nobody, who must be able to reach ${folder} and node_modules: set STOCKAVOO_DATA_DIR to such a folder.`;
    throw new Fault('database_start', `The built-in database could not be made: ${why}.${rootHint}`, { cause });
  } finally {
    await rm(handed, { force: true });
  }
}
