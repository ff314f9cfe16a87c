import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import { backUpServer, restoreServer } from '#server/db/server-backups.ts';
import { postgres } from '#server/store/driver/driver.ts';
import { backUpCluster, clusterBackups, restoreCluster } from '#server/store/embedded/backup-cluster.ts';
import { startEmbeddedPostgres } from '#server/store/embedded/embedded-postgres.ts';

let folder: string;
const START_MS = Date.UTC(2026, 5, 1, 12);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-backups-'));
  await chmod(folder, 0o711);
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Runs the database on a data folder for as long as a few questions take. */
async function during<Result>(dataFolder: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const database = await startEmbeddedPostgres(dataFolder, () => undefined);
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}
async function ask(url: string, query: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(query);
  } finally {
    await sql.end();
  }
}
const places = (dataFolder: string): Promise<unknown> =>
  during(dataFolder, (url) => ask(url, 'select place from shelf order by place'));

test(
  'a backup holds what was there, a restore sets aside what came since, and both still open',
  { timeout: 120_000 },
  async () => {
    await during(folder, (url) => ask(url, 'create table shelf as select 1 as place'));
    const name = await backUpCluster(folder, START_MS);
    expect(await clusterBackups(folder)).toEqual([name]);
    await during(folder, async (url) => {
      await ask(url, 'insert into shelf values (2)');
      await expect(backUpCluster(folder, START_MS + 1)).rejects.toThrow('The server runs. Stop it first');
      await expect(restoreCluster(folder, name, { nowMs: START_MS + 1 })).rejects.toThrow(
        'The server runs. Stop it first',
      );
    });
    const aside = await restoreCluster(folder, name, { nowMs: START_MS + 2 });
    expect(await places(folder)).toEqual([{ place: 1 }]);
    expect(await places(join(folder, aside ?? ''))).toEqual([{ place: 1 }, { place: 2 }]);
    expect(readdirSync(join(folder, 'backups'))).toEqual([name]);
    await expect(restoreCluster(folder, '../postgres', { nowMs: START_MS })).rejects.toThrow('There is no backup');
  },
);

test(
  'a restore that the power cut between its two renames is finished by the next start, not by an empty database',
  { timeout: 120_000 },
  async () => {
    await during(folder, (url) => ask(url, 'create table shelf as select 1 as place'));
    await backUpCluster(folder, START_MS);
    await mkdir(join(folder, 'postgres', 'restored'));
    await rename(join(folder, 'postgres', 'cluster'), join(folder, 'postgres', 'restored', 'cluster'));
    await rename(join(folder, 'postgres-password'), join(folder, 'postgres', 'restored', 'postgres-password'));
    expect(await places(folder)).toEqual([{ place: 1 }]);
    expect(existsSync(join(folder, 'postgres', 'restored'))).toBe(false);
  },
);

test(
  'with an operator’s key a backup is one sealed file: nothing of it is readable, and no other key or changed byte opens it',
  { timeout: 180_000 },
  async () => {
    const keyFile = join(folder, 'operator.key');
    const [key, newer] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const config = readConfig({ STOCKAVOO_DATA_DIR: folder, STOCKAVOO_OPERATOR_KEY_FILE: keyFile });
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const restore = (nowMs: number) => restoreServer(config, { from: null, nowMs }, say);
    await writeFile(keyFile, `${key}\n`);
    await during(folder, (url) => ask(url, `create table shelf as select 1 as place, 'Milo for breakfast' as what`));
    await mkdir(join(folder, 'backups', 'server-of-a-run-that-was-cut-off.part'), { recursive: true });
    expect(await backUpServer(config, START_MS, say)).toBe(true);
    const [file] = readdirSync(join(folder, 'backups'));
    expect(file).toMatch(/^server-.*\.sealed$/);
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(1);
    const path = join(folder, 'backups', file ?? '');
    const sealed = await readFile(path);
    expect(sealed.includes('breakfast')).toBe(false);
    await during(folder, (url) => ask(url, `insert into shelf values (2, 'since')`));

    const unkeyed = readConfig({ STOCKAVOO_DATA_DIR: folder });
    await expect(restoreServer(unkeyed, { from: null, nowMs: START_MS + 1 }, say)).rejects.toThrow(
      'Name the file that holds it in STOCKAVOO_OPERATOR_KEY_FILE',
    );
    await writeFile(keyFile, `${newer}\n`);
    await expect(restore(START_MS + 1)).rejects.toThrow('Put the key that sealed it back');
    await writeFile(keyFile, `${newer}\n${key}\n`);
    const broken = Buffer.from(sealed);
    broken.writeUInt8(broken.readUInt8(broken.length - 100) ^ 1, broken.length - 100);
    await writeFile(path, broken);
    await expect(restore(START_MS + 1)).rejects.toThrow('is not as it was written');
    await writeFile(path, sealed.subarray(0, sealed.length - 70_000));
    await expect(restore(START_MS + 1)).rejects.toThrow('is not as it was written');
    expect(readdirSync(join(folder, 'backups'))).toEqual([file]);
    expect(await places(folder)).toEqual([{ place: 1 }, { place: 2 }]);

    await writeFile(path, sealed);
    expect(await restore(START_MS + 2)).toBe(true);
    expect(await places(folder)).toEqual([{ place: 1 }]);
    expect(readdirSync(join(folder, 'backups'))).toEqual([file]);
    expect(said.join('\n')).toContain('opens only with the operator’s key');
  },
);

test('for a database that is not built in the commands of its own tools are said', async () => {
  const said: string[] = [];
  const config = readConfig({ DATABASE_URL: 'postgres://shop@127.0.0.1:1/shop', STOCKAVOO_DATA_DIR: folder });
  expect(await backUpServer(config, START_MS, (line) => said.push(line))).toBe(false);
  expect(await restoreServer(config, { from: null, nowMs: START_MS }, (line) => said.push(line))).toBe(false);
  expect(said.join('\n')).toMatch(/pg_dump .*"\$DATABASE_URL"[^]*pg_restore .*"\$DATABASE_URL"/);
  const builtIn = readConfig({ STOCKAVOO_DATA_DIR: folder });
  await expect(backUpServer(builtIn, START_MS, () => undefined)).rejects.toThrow('There is no database under');
  expect(await restoreServer(builtIn, { from: null, nowMs: START_MS }, (line) => said.push(line))).toBe(false);
  expect(said.at(-1)).toContain('There is no backup');
});
