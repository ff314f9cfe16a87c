import { CompactSign, compactVerify } from 'jose';
import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { epochSchema } from '#shared/changes/hash-chain.ts';
import { publicKeySchema } from '#shared/sync/enrol.ts';
import { headHashSchema } from '#shared/sync/hello.ts';
import type { ServerKey } from './server-key.ts';

/** What the server once said of a till: enough to take it over where the database forgot it. */
export const certificateSchema = z.object({
  business: idSchema,
  store: idSchema,
  till: idSchema,
  code: z.string(),
  key: publicKeySchema,
  epoch: epochSchema,
  series: z.string(),
  previousHash: headHashSchema,
});
export type Certificate = z.infer<typeof certificateSchema>;

/** Signs a certificate with the key that is not in the database, so that no backup of it makes one. */
export function signCertificate(key: ServerKey, certificate: Certificate): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(certificate)))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'till-certificate' })
    .sign(key.privateKey);
}

/** What a certificate says, or null where this server's key did not sign it. */
export async function readCertificate(key: ServerKey, text: string): Promise<Certificate | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(text, key.publicKey, { algorithms: ['EdDSA'] });
    if (protectedHeader.typ !== 'till-certificate') return null;
    const read = certificateSchema.safeParse(JSON.parse(new TextDecoder().decode(payload)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
