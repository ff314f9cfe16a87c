import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '#shared/base/fault.ts';

/** The server's own key: it signs certificates and tills' tokens, and seals cursors. It never lies in the database. */
export type ServerKey = {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Derived from it, so that one file is all that has to be backed up apart. */
  readonly cursorSecret: Uint8Array;
  /** Seals what has to be read again and must not lie open in the database. */
  readonly sealingSecret: Uint8Array;
};

/**
 * Reads the key from its file, and makes one at the first start (0600).
 *
 * @throws {Fault} `server_config` where the file holds something else
 */
export function openServerKey(path: string): ServerKey {
  const privateKey = readKey(path) ?? makeKey(path);
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new Fault('server_config', `${path} does not hold an Ed25519 key.`);
  const derived = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', privateKey.export({ type: 'pkcs8', format: 'der' }), '', purpose, 32));
  return {
    privateKey,
    publicKey: createPublicKey(privateKey),
    cursorSecret: derived('stockavoo pull cursor'),
    sealingSecret: derived('stockavoo sealed secrets'),
  };
}

function readKey(path: string): KeyObject | null {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new Fault('server_config', `${path} can’t be read. Check its rights.`, { cause });
  }
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new Fault('server_config', `${path} does not hold a private key. Restore it from its backup.`, { cause });
  }
}

/** Made exclusively: of two servers that start at once, the second takes the first one's key. */
function makeKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
    return privateKey;
  } catch (cause) {
    const made = readKey(path);
    if (made === null)
      throw new Fault('server_config', `${path} can’t be written. Check the folder’s rights.`, { cause });
    return made;
  }
}
