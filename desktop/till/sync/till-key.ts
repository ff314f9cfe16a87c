import { type KeyObject, createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Sha256 } from '#shared/changes/hash-chain.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Keychain } from '../ports/keychain.ts';

/** The till's identity: whoever can sign with it is the till. It never lies in the database. */
export type TillKey = {
  /** 32 bytes in base64url, as enrolment names it. */
  readonly publicKey: string;
  /** Signs bytes; gives 64 bytes. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
};

const KEY_NAME = 'till-key';

export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export function sha256Bytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The key of this machine, or null on a machine that never had one: a copied database without its keychain is not the till. */
export async function readTillKey(keychain: Keychain): Promise<TillKey | null> {
  const pem = await keychain.read(KEY_NAME);
  return pem === null ? null : keyOf(readPem(pem));
}

/** The key of this machine, made at the first need and kept before anybody hears of it. */
export async function ensureTillKey(keychain: Keychain): Promise<TillKey> {
  const known = await readTillKey(keychain);
  if (known !== null) return known;
  const { privateKey } = generateKeyPairSync('ed25519');
  await keychain.write(KEY_NAME, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return keyOf(privateKey);
}

function readPem(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new Fault('store_damaged', 'The till’s key in the keychain is damaged.', { cause });
  }
}

function keyOf(privateKey: KeyObject): TillKey {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = jwk.x;
  if (publicKey === undefined) throw new Fault('store_damaged', 'The till’s key in the keychain is of another kind.');
  return { publicKey, sign: (bytes) => sign(null, bytes, privateKey) };
}
