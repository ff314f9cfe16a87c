import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { create, extract, list } from 'tar';
import { Fault } from '#shared/base/fault.ts';
import type { OperatorKey } from '#server/platform/files/operator-keys.ts';
import { flush } from '#server/store/embedded/copy-folder.ts';
import { operatorIdentity, operatorRecipient } from './operator-stanza.ts';

/**
 * Puts a folder into one file that only the operator's key opens: a gzipped tar in the age format (age-encryption.org/v1).
 * The file is read back whole before it takes its name.
 *
 * @param file where it is to be; beside it stands a `.part` until then
 */
export async function sealFolder(
  folder: string,
  file: string,
  { keys, randomBytes }: { keys: readonly OperatorKey[]; randomBytes: (count: number) => Uint8Array },
): Promise<void> {
  const part = `${file}.part`;
  const encrypter = new Encrypter();
  encrypter.addRecipient(operatorRecipient(keys, randomBytes));
  try {
    let packed = 0;
    const tar = create({ cwd: folder, gzip: true, strict: true, onWriteEntry: () => (packed += 1) }, ['.']);
    const sealed = await encrypter.encrypt(Readable.toWeb(Readable.from(tar)));
    await pipeline(Readable.fromWeb(sealed), createWriteStream(part, { mode: 0o600 }));
    await flush(part);
    const found = await readThrough(part, keys);
    if (found !== packed) throw new Error(`The sealed file holds ${found} of ${packed} files.`);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await flush(dirname(file));
}

/**
 * Opens a sealed folder into another that is not there yet, with owners and rights as they were. It is read to its end
 * first: nothing is written of a file that somebody changed or cut.
 *
 * @throws {Fault} `server_config` where no key opens it or the file was changed
 */
export async function openSealedFolder(file: string, folder: string, keys: readonly OperatorKey[]): Promise<void> {
  await readThrough(file, keys);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await pipeline(await openSealed(file, keys), extract({ cwd: folder, strict: true }));
}

/** Gives how many files and folders it holds. */
async function readThrough(file: string, keys: readonly OperatorKey[]): Promise<number> {
  const sealed = await openSealed(file, keys);
  let found = 0;
  try {
    await pipeline(sealed, list({ strict: true, onReadEntry: () => (found += 1) }));
  } catch (cause) {
    throw new Fault('server_config', `${file} is not as it was written. Restore from another backup.`, { cause });
  }
  return found;
}

async function openSealed(file: string, keys: readonly OperatorKey[]): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(operatorIdentity(keys));
  const source = createReadStream(file);
  try {
    return Readable.fromWeb(await decrypter.decrypt(Readable.toWeb(source)));
  } catch (cause) {
    source.destroy();
    throw new Fault(
      'server_config',
      `No key of STOCKAVOO_OPERATOR_KEY_FILE opens ${file}. Put the key that sealed it back into that file, below the new one.`,
      { cause },
    );
  }
}
