import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFiles } from './open-files.ts';
import { readOperatorKeys } from './operator-keys.ts';

const NAME = 'images/ab/abcd-m.webp';
const BYTES = Buffer.from('a picture of avocados, or so it says');
const world = { makeId: () => randomBytes(4).toString('hex'), randomBytes: (count: number) => randomBytes(count) };
const newKey = (): string => randomBytes(32).toString('base64');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-files-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function openWith(dataDir: string, ...keys: string[]) {
  const operatorKeyFile = join(dataDir, 'operator.keys');
  await writeFile(operatorKeyFile, `# ours\n${keys.join('\n')}\n`);
  return openFiles({ dataDir, bucket: null, operatorKeyFile }, world);
}

const lying = (dataDir: string, name = NAME): Promise<Buffer> => readFile(join(dataDir, 'files', name));

test('what is kept is given back, is not there after it was removed, and no half of it stays', async () => {
  const dataDir = await mkdtemp(join(folder, 'a-'));
  const files = await openFiles({ dataDir, bucket: null, operatorKeyFile: null }, world);
  expect(await files.get(NAME)).toBeNull();
  await files.put(NAME, BYTES);
  expect(Buffer.from((await files.get(NAME)) ?? [])).toEqual(BYTES);
  expect(await readdir(join(dataDir, 'files', 'images', 'ab'))).toEqual(['abcd-m.webp']);
  await files.remove(NAME);
  await files.remove(NAME);
  expect(await files.get(NAME)).toBeNull();
});

test('with an operator’s key nothing readable lies on the disk, and what lay there before is still read', async () => {
  const dataDir = await mkdtemp(join(folder, 'b-'));
  const plain = await openFiles({ dataDir, bucket: null, operatorKeyFile: null }, world);
  await plain.put('papers/x/old.pdf', BYTES);
  const [first, second] = [newKey(), newKey()];
  const sealed = await openWith(dataDir, first);
  await sealed.put(NAME, BYTES);
  expect((await lying(dataDir)).includes('avocado')).toBe(false);
  expect(Buffer.from((await sealed.get(NAME)) ?? [])).toEqual(BYTES);
  expect(Buffer.from((await sealed.get('papers/x/old.pdf')) ?? [])).toEqual(BYTES);
  const rotated = await openWith(dataDir, second, first);
  expect(Buffer.from((await rotated.get(NAME)) ?? [])).toEqual(BYTES);
  await expect((await openWith(dataDir, second)).get(NAME)).rejects.toThrow(/key/);
});

test('a file that was changed, or put in another’s place, is refused', async () => {
  const dataDir = await mkdtemp(join(folder, 'c-'));
  const files = await openWith(dataDir, newKey());
  await files.put(NAME, BYTES);
  await files.put('images/ab/other-m.webp', BYTES);
  await writeFile(join(dataDir, 'files', 'images', 'ab', 'other-m.webp'), await lying(dataDir));
  await expect(files.get('images/ab/other-m.webp')).rejects.toThrow(/not as it was kept/);
  const bytes = await lying(dataDir);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(join(dataDir, 'files', NAME), bytes);
  await expect(files.get(NAME)).rejects.toThrow(/not as it was kept/);
});

test.each(['../outside.webp', '/etc/passwd', 'images/../../x.webp', 'images//x.webp', ''])(
  'the name %j leads nowhere',
  async (name) => {
    const files = await openFiles({ dataDir: folder, bucket: null, operatorKeyFile: null }, world);
    await expect((async () => files.get(name))()).rejects.toThrow();
  },
);

test('a key file that holds no key is refused with the command that makes one', async () => {
  const path = join(folder, 'none.keys');
  await writeFile(path, '# nothing\n');
  await expect(readOperatorKeys(path)).rejects.toThrow(/openssl rand/);
  await expect(readOperatorKeys(join(folder, 'missing'))).rejects.toThrow(/can’t be read/);
});
