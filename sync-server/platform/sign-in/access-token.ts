import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';
import type { AccessKeys } from './access-keys.ts';

export const ACCESS_TOKEN_TTL_S = 15 * 60;

const claimsSchema = z.object({
  userId: idSchema,
  businessId: idSchema,
  role: z.string(),
  permissions: z.array(z.string()),
  jti: z.string(),
});
export type AccessClaims = z.infer<typeof claimsSchema>;

/** Signs the right to act as this user for a quarter of an hour. `permissions` as stored, wildcards and all. */
export async function signAccessToken(keys: AccessKeys, claims: AccessClaims, nowMs: number): Promise<string> {
  const issuedAtS = Math.floor(nowMs / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: keys.signing.kid, typ: 'at+jwt' })
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + ACCESS_TOKEN_TTL_S)
    .sign(keys.signing.key);
}

/** @throws {Fault} `token_expired`, or `not_signed_in` for anything else that is not ours */
export async function verifyAccessToken(
  keys: AccessKeys,
  token: string,
  nowMs: number,
): Promise<{ userId: Id; businessId: Id }> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = keys.verifying.get(kid ?? '');
        if (key === undefined) throw new errors.JWTInvalid('unknown key');
        return key;
      },
      { algorithms: ['EdDSA'], typ: 'at+jwt', currentDate: new Date(nowMs) },
    );
    return claimsSchema.parse(payload);
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw new Fault('token_expired', 'The sign-in has run out.', { cause });
    throw new Fault('not_signed_in', 'The access token is not one of this server.', { cause });
  }
}
