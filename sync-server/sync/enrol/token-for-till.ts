import { decodeJwt, jwtVerify } from 'jose';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { type Id, type MakeId, NO_ID, idSchema } from '#shared/base/ids.ts';
import { TOKEN_AUDIENCE, type TokenAnswer } from '#shared/sync/enrol.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { applyWebChange } from '../apply/apply-web-change.ts';
import { readCertificate } from '../door/certificate.ts';
import type { ServerKey } from '../door/server-key.ts';
import { tillPublicKey } from '../door/till-public-key.ts';
import { issueTillToken } from '../door/till-token.ts';

export type TokenDeps = {
  readonly pool: Pool;
  readonly key: ServerKey;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
};

const claimsSchema = z.object({
  iss: idSchema,
  exp: z.number().int(),
  jti: z.string().min(8).max(80),
  /** The till's certificate: with it a server that forgot the till takes it over. */
  certificate: z.string().max(2000).optional(),
});
type Claims = z.infer<typeof claimsSchema>;

const ASSERTION_LIFE_MAX_S = 60;
const CLOCK_TOLERANCE_S = 60;

/** `code` is known of a forgotten till only: its certificate says it. */
type KnownTill = {
  business_id: Id;
  store_id: Id;
  public_key: string;
  status: 'active' | 'revoked' | 'replaced';
  code?: string;
};

const notSigned = (cause?: unknown): Fault =>
  new Fault('not_signed_in', 'The till could not prove who it is. Enrol it again if this stays.', { cause });

/**
 * Gives a till an access token for an assertion that it signed with its key; each assertion counts once.
 *
 * A revoked till gets one too, with which it can only leave what it sold for the owner's approval.
 *
 * @throws {Fault} `not_signed_in`
 */
export async function tokenForTill(deps: TokenDeps, assertion: string): Promise<TokenAnswer> {
  const claims = readClaims(assertion);
  const [known] = await deps.pool<KnownTill[]>`select * from find_till(${claims.iss})`;
  const till = known ?? (await forgottenTill(deps, claims));
  await verifyAssertion(deps, till.public_key, assertion);
  await withTenant(deps.pool, till.business_id, async (tx) => {
    const at = new Date(deps.nowMs());
    await tx`delete from used_assertions where business_id = ${till.business_id} and till_id = ${claims.iss} and expires_at < ${at}`;
    const used = await tx`
      insert into used_assertions (business_id, till_id, jti, expires_at, created_at, updated_at)
      values (${till.business_id}, ${claims.iss}, ${claims.jti}, ${new Date(claims.exp * 1000 + 2 * CLOCK_TOLERANCE_S * 1000)}, ${at}, ${at})
      on conflict do nothing returning jti`;
    if (used.length === 0) throw notSigned();
    if (known === undefined) await takeOver(tx, deps, { till, tillId: claims.iss, at });
  });
  const scope = till.status === 'active' ? 'till' : 'push_quarantine';
  return issueTillToken(
    deps.key,
    { businessId: till.business_id, storeId: till.store_id, tillId: claims.iss, scope },
    deps.nowMs(),
  );
}

function readClaims(assertion: string): Claims {
  try {
    return claimsSchema.parse(decodeJwt(assertion));
  } catch (cause) {
    throw notSigned(cause);
  }
}

async function verifyAssertion(deps: TokenDeps, publicKey: string, assertion: string): Promise<void> {
  try {
    await jwtVerify(assertion, tillPublicKey(publicKey), {
      audience: TOKEN_AUDIENCE,
      algorithms: ['EdDSA'],
      currentDate: new Date(deps.nowMs()),
      clockTolerance: CLOCK_TOLERANCE_S,
      maxTokenAge: ASSERTION_LIFE_MAX_S + CLOCK_TOLERANCE_S,
    });
  } catch (cause) {
    throw notSigned(cause);
  }
}

/** A server restored from before the enrolment knows the till by the certificate that it once signed. */
async function forgottenTill(deps: TokenDeps, claims: Claims): Promise<KnownTill> {
  const certificate = claims.certificate === undefined ? null : await readCertificate(deps.key, claims.certificate);
  if (certificate === null || certificate.till !== claims.iss) throw notSigned();
  const { business, store, key, code } = certificate;
  const stores = await withTenant(
    deps.pool,
    business,
    (tx) => tx`select id from stores where business_id = ${business} and id = ${store}`,
  );
  if (stores.length === 0) throw notSigned();
  return { business_id: business, store_id: store, public_key: key, status: 'active', code };
}

/** Writes a forgotten till down again, with its record; its epoch follows at hello. */
async function takeOver(tx: Tx, deps: TokenDeps, found: { till: KnownTill; tillId: Id; at: Date }): Promise<void> {
  const { till, tillId, at } = found;
  await tx`insert into till_sync (business_id, till_id, store_id, kind, public_key, created_at, updated_at)
    values (${till.business_id}, ${tillId}, ${till.store_id}, 'till', ${till.public_key}, ${at}, ${at}) on conflict do nothing`;
  const records = await tx`select id from tills where business_id = ${till.business_id} and id = ${tillId}`;
  if (records.length > 0) return;
  const code = till.code ?? '';
  const fields = { storeId: till.store_id, name: `Till ${code}`, code, status: 'active' };
  await applyWebChange(
    tx,
    {
      businessId: till.business_id,
      storeId: null,
      actorId: NO_ID,
      nowMs: at.getTime(),
      timeZone: 'UTC',
      dayStartMinutes: 0,
      makeId: deps.makeId,
    },
    {
      type: 'record.changed',
      entityId: tillId,
      payload: { records: [{ kind: 'till', id: tillId, op: 'put', fields }] },
    },
  );
}
