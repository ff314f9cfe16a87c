import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { idSchema } from '#shared/base/ids.ts';
import { TOKEN_AUDIENCE, type TokenAnswer, publicKeySchema } from '#shared/sync/enrol.ts';
import type { ServerKey } from './server-key.ts';

/** Who calls: business, store and till come from the token, and from nowhere else. */
export type TillToken = {
  readonly businessId: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly scope: TokenAnswer['scope'];
  /** The key of a machine whose place another took; null for the till's present key. */
  readonly replacedKey: string | null;
};

const LIFE_MS = 15 * 60_000;
const ISSUER = 'stockavoo/server';

const claimsSchema = z.object({
  sub: idSchema,
  business: idSchema,
  store: idSchema,
  scope: z.enum(['till', 'push_quarantine']),
  replaced: publicKeySchema.nullable().default(null),
});

/** An access token of a till: fifteen minutes, signed by the server's own key. */
export async function issueTillToken(key: ServerKey, token: TillToken, nowMs: number): Promise<TokenAnswer> {
  const expiresAtMs = nowMs + LIFE_MS;
  const said = {
    business: token.businessId,
    store: token.storeId,
    scope: token.scope,
    ...(token.replacedKey === null ? {} : { replaced: token.replacedKey }),
  };
  const accessToken = await new SignJWT(said)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setSubject(token.tillId)
    .setIssuedAt(Math.floor(nowMs / 1000))
    .setExpirationTime(Math.floor(expiresAtMs / 1000))
    .sign(key.privateKey);
  return { accessToken, expiresAtMs, scope: token.scope };
}

/** @throws {Fault} `not_signed_in` or `token_expired` */
export async function readTillToken(
  key: ServerKey,
  authorization: string | undefined,
  nowMs: number,
): Promise<TillToken> {
  const [scheme, text] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || text === undefined)
    throw new Fault('not_signed_in', 'No till is signed in.');
  try {
    const { payload } = await jwtVerify(text, key.publicKey, {
      issuer: ISSUER,
      audience: TOKEN_AUDIENCE,
      algorithms: ['EdDSA'],
      currentDate: new Date(nowMs),
    });
    const { sub, business, store, scope, replaced } = claimsSchema.parse(payload);
    return { tillId: sub, businessId: business, storeId: store, scope, replacedKey: replaced };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired)
      throw new Fault('token_expired', 'The till’s token has run out. The till gets another by itself.');
    throw new Fault('not_signed_in', 'The till’s token is not valid. The till gets another by itself.', { cause });
  }
}
