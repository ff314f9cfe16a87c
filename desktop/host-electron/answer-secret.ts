import type { Keychain } from '#till/ports/keychain.ts';
import type { SecretWish, ToTill } from './process-messages.ts';

/** Does what the till's process wished of the keychain. Nothing of the secret stands in the words of a failure. */
export async function answerSecret(keychain: Keychain, id: number, ask: SecretWish): Promise<ToTill> {
  try {
    switch (ask.wish) {
      case 'read':
        return { kind: 'secret', id, secret: await keychain.read(ask.name) };
      case 'write':
        await keychain.write(ask.name, ask.secret);
        return { kind: 'secret', id, secret: null };
      case 'remove':
        await keychain.remove(ask.name);
        return { kind: 'secret', id, secret: null };
    }
  } catch {
    return { kind: 'secret_failed', id, message: `The keychain of this machine failed at: ${ask.wish} ${ask.name}.` };
  }
}
