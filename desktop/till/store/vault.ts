import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Keychain } from '../ports/keychain.ts';
import type { RandomBytes } from '../ports/randomness.ts';

/** Seals what must not be readable in a stolen file: the verifiers of the PINs. */
export type Vault = {
  readonly seal: (text: string) => string;
  /** Null where it was sealed by another machine's key. */
  readonly open: (sealed: string) => string | null;
};

const KEY_NAME = 'pin-key';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The vault of this machine; its key is made at the first need and stays in the keychain. */
export async function openVault(keychain: Keychain, randomBytes: RandomBytes): Promise<Vault> {
  const known = await keychain.read(KEY_NAME);
  if (known !== null) return vaultOf(Buffer.from(known, 'base64'), randomBytes);
  const made = Buffer.from(randomBytes(KEY_BYTES));
  await keychain.write(KEY_NAME, made.toString('base64'));
  return vaultOf(made, randomBytes);
}

function vaultOf(key: Uint8Array, randomBytes: RandomBytes): Vault {
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open: (text) => {
      const bytes = Buffer.from(text, 'base64');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        return null;
      }
    },
  };
}
