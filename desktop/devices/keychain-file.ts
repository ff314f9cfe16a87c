import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import type { Keychain } from '#till/ports/keychain.ts';

const secretsSchema = z.record(z.string(), z.string());
type Secrets = z.infer<typeof secretsSchema>;

/**
 * Keeps the till's secrets in one file that only its owner may read (0600), for machines without a keychain.
 *
 * It lies beside the database, never in it, and backups leave it out.
 *
 * @throws {Fault} `store_damaged` where the file can't be read as secrets: it is left as it is.
 */
export function keychainFile(path: string): Keychain {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(step: () => Promise<Result>): Promise<Result> => {
    const next = last.then(step, step);
    last = next;
    return next;
  };
  const change = (edit: (secrets: Secrets) => Secrets): Promise<void> =>
    inTurn(async () => replaceFile(path, JSON.stringify(edit(await readSecrets(path)))));
  return {
    read: (name) => inTurn(async () => (await readSecrets(path))[name] ?? null),
    write: (name, secret) => change((secrets) => ({ ...secrets, [name]: secret })),
    remove: (name) =>
      change((secrets) => Object.fromEntries(Object.entries(secrets).filter(([known]) => known !== name))),
  };
}

async function readSecrets(path: string): Promise<Secrets> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return {};
    throw new Fault('store_io', 'The file of the till’s keys can’t be read.', { cause });
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault('store_damaged', 'The file of the till’s keys is damaged.', { cause });
  }
}

/** Whole or not at all: a new file, flushed, then renamed over the old one. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = join(dirname(path), `.${randomUUID()}.keys`);
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
    await chmod(path, 0o600);
  } catch (cause) {
    await rm(fresh, { force: true });
    throw new Fault('store_io', 'The file of the till’s keys can’t be written.', { cause });
  }
}
