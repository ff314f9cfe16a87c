import { createCipheriv, createDecipheriv } from 'node:crypto';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { FileStore } from './file-store.ts';
import type { OperatorKey } from './operator-keys.ts';

const CIPHER = 'aes-256-gcm';
/** How a sealed file begins; nothing that is kept here begins so by itself. */
const BEGINNING = Buffer.from('SAVOOS1\n');
const MARK_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCE_AT = BEGINNING.length + MARK_BYTES;
const TAG_AT = NONCE_AT + NONCE_BYTES;
const TEXT_AT = TAG_AT + TAG_BYTES;

/**
 * Seals each file with the operator's first key before it reaches the store: beginning, the key's mark, nonce, tag, text.
 *
 * A file is bound to its name, so that nobody puts one in another's place. What was kept before there was a key stays readable.
 */
export function sealedFiles(
  store: FileStore,
  keys: readonly OperatorKey[],
  randomBytes: (count: number) => Uint8Array,
): FileStore {
  const first = must(keys[0], 'a sealed store has a key');
  return {
    put: (name, bytes) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, first.bytes, nonce).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return store.put(name, Buffer.concat([BEGINNING, first.mark, nonce, cipher.getAuthTag(), sealed]));
    },
    get: async (name) => {
      const bytes = await store.get(name);
      return bytes === null ? null : open(keys, name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
    remove: (name) => store.remove(name),
  };
}

/** @throws {Fault} `server_config` where the key is not there or the file was changed */
function open(keys: readonly OperatorKey[], name: string, bytes: Buffer): Uint8Array {
  if (!bytes.subarray(0, BEGINNING.length).equals(BEGINNING)) return bytes;
  const mark = bytes.subarray(BEGINNING.length, NONCE_AT);
  const key = keys.find((one) => mark.equals(one.mark));
  if (key === undefined) {
    throw new Fault(
      'server_config',
      'A file was sealed with a key that STOCKAVOO_OPERATOR_KEY_FILE does not hold. Put the old key back below the new one.',
    );
  }
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, bytes.subarray(NONCE_AT, TAG_AT), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(name))
      .setAuthTag(bytes.subarray(TAG_AT, TEXT_AT));
    return Buffer.concat([decipher.update(bytes.subarray(TEXT_AT)), decipher.final()]);
  } catch (cause) {
    throw new Fault(
      'server_config',
      'A file in the store is not as it was kept. Restore it from a backup of the file store.',
      { cause },
    );
  }
}
