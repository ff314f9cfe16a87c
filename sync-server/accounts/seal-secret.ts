import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Fault } from '#shared/base/fault.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a secret for the database, bound to whom it belongs: whoever reads or moves rows gets nothing by it.
 *
 * @param key 32 bytes that never lie in the database
 * @returns nonce, tag and text, as base64url
 */
export function sealSecret(
  key: Uint8Array,
  of: string,
  secret: string,
  randomBytes: (count: number) => Uint8Array,
): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(of));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws {Fault} `server_config`: the server runs with another key than the one that sealed it */
export function openSecret(key: Uint8Array, of: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(of))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new Fault('server_config', 'A second factor was sealed with another server key. Restore the key file.', {
      cause,
    });
  }
}
