import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgres } from '#server/store/driver/driver.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareCluster } from '#server/store/embedded/cluster-files.ts';
import { startEmbeddedPostgres } from '#server/store/embedded/embedded-postgres.ts';
import { freePort, startByPgCtl, stopPostmaster, urlOf } from '#server/store/embedded/postmaster.ts';
import { IS_POSIX } from '#tests/support/test-where.ts';

let folder: string;
const warnings: string[] = [];
const warn = (what: string): void => void warnings.push(what);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-embedded-'));
  await chmod(folder, 0o711);
  warnings.length = 0;
});

afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

async function ask(url: string, query: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(query);
  } finally {
    await sql.end();
  }
}

test(
  'the built-in database keeps its rows over a stop, and its password is the owner’s secret',
  { timeout: 60_000 },
  async () => {
    const first = await startEmbeddedPostgres(folder, warn);
    await ask(first.url, 'create table shelf as select 7 as place');
    await first.stop();
    const again = await startEmbeddedPostgres(folder, warn);
    expect(await ask(again.url, 'select place from shelf')).toEqual([{ place: 7 }]);
    const wrong = new URL(again.url);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password/);
    await again.stop();
    await expect(ask(again.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    if (IS_POSIX) expect((await stat(join(folder, 'postgres-password'))).mode & 0o077).toBe(0);
    expect(warnings).toEqual([]);
  },
);

test(
  'killed without warning it comes back by itself at the same address, with every committed row',
  { timeout: 60_000 },
  async () => {
    const database = await startEmbeddedPostgres(folder, warn);
    await ask(database.url, 'create table shelf as select 7 as place');
    const killed = database.pid();
    process.kill(killed, 'SIGKILL');
    await expect
      .poll(() => ask(database.url, 'select place from shelf').catch(() => 'away'), { timeout: 30_000 })
      .toEqual([{ place: 7 }]);
    await expect.poll(() => database.pid(), { timeout: 30_000 }).not.toBe(killed);
    await database.stop();
    expect(warnings).toContain('The built-in database is back.');
  },
);

test(
  'one that a killed server left running is taken over, and a second server leaves it running',
  { timeout: 60_000 },
  async () => {
    const killed = await serverThatIsKilled();
    const next = await startEmbeddedPostgres(folder, warn);
    expect(next.pid()).toBe(killed.databasePid);
    const other = postgres(next.url, { max: 1 });
    await other`select 1`;
    await next.stop();
    expect(await other`select 1 as alive`).toEqual([{ alive: 1 }]);
    await other.end();
    const last = await startEmbeddedPostgres(folder, warn);
    await last.stop();
    await expect(ask(last.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  },
);

test(
  'started the way that Windows needs it lets us in, and a second start of it finds the first',
  { timeout: 60_000 },
  async () => {
    const files = await prepareCluster(folder);
    const started = await startByPgCtl(files, await freePort());
    expect(await ask(urlOf(files, started.port), 'select 1 as alive')).toEqual([{ alive: 1 }]);
    expect((await startByPgCtl(files, await freePort())).pid).toBe(started.pid);
    await stopPostmaster(files, started);
    await expect(ask(urlOf(files, started.port), 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  },
);

async function serverThatIsKilled(): Promise<{ databasePid: number }> {
  const script = `const { startEmbeddedPostgres } = await import('#server/store/embedded/embedded-postgres.ts');
    const database = await startEmbeddedPostgres(process.argv[1], () => {});
    process.stdout.write(String(database.pid()));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  return { databasePid: Number(said) };
}
