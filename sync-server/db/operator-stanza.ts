import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import { must } from '#shared/base/assert.ts';
import type { OperatorKey } from '#server/platform/files/operator-keys.ts';

const NAME = 'stockavoo/operator-key';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a file's own key with the operator's first; the stanza names which one that was by its mark. */
export function operatorRecipient(keys: readonly OperatorKey[], randomBytes: (count: number) => Uint8Array): Recipient {
  const { bytes, mark } = must(keys[0], 'what is sealed has a key');
  return {
    wrapFileKey: (fileKey) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, bytes, nonce).setAAD(Buffer.from(NAME));
      const sealed = Buffer.concat([nonce, cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      return [new Stanza([NAME, hex(mark)], new Uint8Array(sealed))];
    },
  };
}

/** Opens a file's own key with whichever of the operator's keys sealed it; null where none of them did. */
export function operatorIdentity(keys: readonly OperatorKey[]): Identity {
  return {
    unwrapFileKey: (stanzas) => {
      for (const { args, body } of stanzas) {
        const key = keys.find(({ mark }) => args[0] === NAME && args[1] === hex(mark));
        if (key === undefined) continue;
        const decipher = createDecipheriv(CIPHER, key.bytes, body.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(NAME))
          .setAuthTag(body.subarray(-TAG_BYTES));
        const text = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES));
        return new Uint8Array(Buffer.concat([text, decipher.final()]));
      }
      return null;
    },
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
