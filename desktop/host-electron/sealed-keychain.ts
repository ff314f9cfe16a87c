import { Fault } from '#shared/base/fault.ts';
import type { Keychain } from '#till/ports/keychain.ts';
import type { Log } from '#till/ports/log.ts';

/** What is used of the operating system's way to seal a text. */
export type Sealer = {
  readonly isAsyncEncryptionAvailable: () => Promise<boolean>;
  readonly encryptStringAsync: (text: string) => Promise<Buffer>;
  readonly decryptStringAsync: (
    sealed: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
};

const SEALED = 'sealed:';
const PLAIN = 'plain:';

/**
 * Seals each secret by the operating system before `file` keeps it.
 *
 * Where the system can't, the secret lies in the 0600 file as it is, and the log says so; it is sealed at the next
 * reading once the system can.
 *
 * @throws {Fault} `store_damaged` where another user or machine sealed it
 */
export function sealedKeychain(file: Keychain, sealer: Sealer, log: Log): Keychain {
  const write = async (name: string, secret: string): Promise<void> => {
    if (await sealer.isAsyncEncryptionAvailable()) {
      await file.write(name, SEALED + (await sealer.encryptStringAsync(secret)).toString('base64'));
      return;
    }
    log.warn('keychain_plain', { name });
    await file.write(name, PLAIN + secret);
  };
  const unseal = async (name: string, kept: string): Promise<string> => {
    try {
      const { result, shouldReEncrypt } = await sealer.decryptStringAsync(
        Buffer.from(kept.slice(SEALED.length), 'base64'),
      );
      if (shouldReEncrypt) await write(name, result);
      return result;
    } catch (cause) {
      throw new Fault('store_damaged', 'A key of the till was sealed by another user or machine.', { cause });
    }
  };
  return {
    read: async (name) => {
      const kept = await file.read(name);
      if (kept === null) return null;
      if (kept.startsWith(SEALED)) return unseal(name, kept);
      const secret = kept.startsWith(PLAIN) ? kept.slice(PLAIN.length) : kept;
      if (await sealer.isAsyncEncryptionAvailable()) await write(name, secret);
      return secret;
    },
    write,
    remove: file.remove,
  };
}

/** Warns where Linux seals with a password that every program knows. */
export function warnOfWeakSeal(backend: string, log: Log): void {
  if (backend === 'basic_text')
    log.warn('keychain_weak', { backend, advice: 'install a keyring such as gnome-keyring or kwallet' });
}
