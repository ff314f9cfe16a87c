import { Fault } from '#shared/base/fault.ts';
import type { Keychain } from '#till/ports/keychain.ts';
import type { FromTill, SecretWish, ToTill } from './process-messages.ts';

type SecretAnswer = Extract<ToTill, { kind: 'secret' | 'secret_failed' }>;

/** The keychain as the till's process sees it: the operating system's is open to the main process only, so each wish is sent there. */
export function askedKeychain(
  post: (message: FromTill) => void,
): Keychain & { readonly take: (answer: SecretAnswer) => void } {
  const waiting = new Map<number, { resolve: (secret: string | null) => void; reject: (error: Fault) => void }>();
  let lastId = 0;
  const wish = (ask: SecretWish): Promise<string | null> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      post({ kind: 'keychain', id: lastId, ask });
    });
  return {
    read: (name) => wish({ wish: 'read', name }),
    write: async (name, secret) => void (await wish({ wish: 'write', name, secret })),
    remove: async (name) => void (await wish({ wish: 'remove', name })),
    take: (answer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === 'secret') asked?.resolve(answer.secret);
      else asked?.reject(new Fault('store_io', answer.message));
    },
  };
}
