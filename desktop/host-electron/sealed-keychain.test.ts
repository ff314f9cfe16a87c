import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keychainFile } from '#devices/keychain-file.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import { type Sealer, sealedKeychain, warnOfWeakSeal } from './sealed-keychain.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const backwards = (text: string): string => text.split('').toReversed().join('');

/** A system that seals by turning the text round; `user` stands for whoever is signed in. */
const sealer = (state: { isThere: boolean; user: string; keyChanged?: boolean }): Sealer => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(state.isThere),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(`${state.user}|${backwards(text)}`)),
  decryptStringAsync: (sealed) => {
    const [user, text = ''] = sealed.toString('utf8').split('|');
    if (user !== state.user) return Promise.reject(new Error('another user'));
    return Promise.resolve({ result: backwards(text), shouldReEncrypt: state.keyChanged ?? false });
  },
});

test('a secret is sealed on the disk and comes back as it was', async () => {
  const keychain = sealedKeychain(keychainFile(path), sealer({ isThere: true, user: 'ada' }), SILENT_LOG);
  await keychain.write('till-key', 'the secret ₦');
  expect(readFileSync(path, 'utf8')).not.toContain('secret');
  expect(await keychain.read('till-key')).toBe('the secret ₦');
  await keychain.remove('till-key');
  expect(await keychain.read('till-key')).toBeNull();
});

test('without a keyring the secret is kept as it is, the log says so, and it is sealed once there is one', async () => {
  const warned: string[] = [];
  const log = { ...SILENT_LOG, warn: (event: string) => void warned.push(event) };
  const system = { isThere: false, user: 'ada' };
  const keychain = sealedKeychain(keychainFile(path), sealer(system), log);
  await keychain.write('till-key', 'secret');
  expect(warned).toEqual(['keychain_plain']);
  expect(await keychain.read('till-key')).toBe('secret');
  system.isThere = true;
  expect(await keychain.read('till-key')).toBe('secret');
  expect(readFileSync(path, 'utf8')).not.toContain('secret');
  expect(await keychain.read('till-key')).toBe('secret');
});

test('what another user sealed is a fault, and stays where it is', async () => {
  await sealedKeychain(keychainFile(path), sealer({ isThere: true, user: 'ada' }), SILENT_LOG).write(
    'till-key',
    'secret',
  );
  const before = readFileSync(path, 'utf8');
  const other = sealedKeychain(keychainFile(path), sealer({ isThere: true, user: 'eve' }), SILENT_LOG);
  await expect(other.read('till-key')).rejects.toMatchObject({ code: 'store_damaged' });
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('a password that every program knows is warned of', () => {
  const warned: string[] = [];
  const log = { ...SILENT_LOG, warn: (event: string) => void warned.push(event) };
  warnOfWeakSeal('gnome_libsecret', log);
  expect(warned).toEqual([]);
  warnOfWeakSeal('basic_text', log);
  expect(warned).toEqual(['keychain_weak']);
});
