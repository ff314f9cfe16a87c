import { decodeJwt, jwtVerify } from 'jose';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { type Id, type MakeId, NO_ID, idSchema } from '#shared/base/ids.ts';
import { TOKEN_AUDIENCE, type TokenAnswer } from '#shared/sync/enrol.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { applyWebChange } from '../apply/apply-web-change.ts';
import { readCertificate } from '../door/certificate.ts';
import type { ServerKey } from '../door/server-key.ts';
import { tillPublicKey } from '../door/till-public-key.ts';
import { issueTillToken } from '../door/till-token.ts';
import { oldKeysOf, rememberKey } from './old-keys.ts';

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
/** Longer than any assertion is believed, however long it says that it lives. */
const ASSERTION_KEPT_MS = (ASSERTION_LIFE_MAX_S + 3 * CLOCK_TOLERANCE_S) * 1000;

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
  const signer = await signerOf(deps, claims, assertion, known);
  const { till } = signer;
  await withTenant(deps.pool, till.business_id, async (tx) => {
    const at = new Date(deps.nowMs());
    await tx`delete from used_assertions where business_id = ${till.business_id} and till_id = ${claims.iss} and expires_at < ${at}`;
    const used = await tx`
      insert into used_assertions (business_id, till_id, jti, expires_at, created_at, updated_at)
      values (${till.business_id}, ${claims.iss}, ${claims.jti}, ${new Date(deps.nowMs() + ASSERTION_KEPT_MS)}, ${at}, ${at})
      on conflict do nothing returning jti`;
    if (used.length === 0) throw notSigned();
    if (signer.by === 'certificate') await takeOver(tx, deps, { till, tillId: claims.iss, at });
  });
  const isWhole = till.status === 'active' && signer.by !== 'old_key';
  return issueTillToken(
    deps.key,
    {
      businessId: till.business_id,
      storeId: till.store_id,
      tillId: claims.iss,
      scope: isWhole ? 'till' : 'push_quarantine',
      replacedKey: signer.by === 'old_key' ? till.public_key : null,
    },
    deps.nowMs(),
  );
}

/** Who signed: the till, a machine whose place another took, or one that only its certificate still knows. */
type Signer = { readonly till: KnownTill; readonly by: 'key' | 'old_key' | 'certificate' };

/** @throws {Fault} `not_signed_in` */
async function signerOf(
  deps: TokenDeps,
  claims: Claims,
  assertion: string,
  known: KnownTill | undefined,
): Promise<Signer> {
  const signed = (key: string): Promise<boolean> => isSignedBy(deps, key, assertion);
  if (known !== undefined) {
    if (await signed(known.public_key)) return { till: known, by: 'key' };
    const till = { businessId: known.business_id, tillId: claims.iss };
    for (const key of await withTenant(deps.pool, known.business_id, (tx) => oldKeysOf(tx, till)))
      if (await signed(key)) return { till: { ...known, public_key: key }, by: 'old_key' };
  }
  const till = await forgottenTill(deps, claims, known);
  if (!(await signed(till.public_key))) throw notSigned();
  return { till, by: 'certificate' };
}

function readClaims(assertion: string): Claims {
  try {
    return claimsSchema.parse(decodeJwt(assertion));
  } catch (cause) {
    throw notSigned(cause);
  }
}

async function isSignedBy(deps: TokenDeps, publicKey: string, assertion: string): Promise<boolean> {
  try {
    await jwtVerify(assertion, tillPublicKey(publicKey), {
      audience: TOKEN_AUDIENCE,
      algorithms: ['EdDSA'],
      currentDate: new Date(deps.nowMs()),
      clockTolerance: CLOCK_TOLERANCE_S,
      maxTokenAge: ASSERTION_LIFE_MAX_S + CLOCK_TOLERANCE_S,
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * A server restored from before the enrolment knows the till, or the machine that took its place, by the certificate that it
 * once signed: one of an epoch that this database never saw.
 */
async function forgottenTill(deps: TokenDeps, claims: Claims, known: KnownTill | undefined): Promise<KnownTill> {
  const certificate = claims.certificate === undefined ? null : await readCertificate(deps.key, claims.certificate);
  if (certificate === null || certificate.till !== claims.iss) throw notSigned();
  const { business, store, key, code } = certificate;
  if (known !== undefined && known.business_id !== business) throw notSigned();
  const counter = epochCounter(certificate.epoch);
  const stores = await withTenant(
    deps.pool,
    business,
    (tx) => tx`select id from stores where business_id = ${business} and id = ${store} and not exists (
      select from till_epochs where business_id = ${business} and till_id = ${claims.iss} and counter >= ${counter})`,
  );
  if (stores.length === 0) throw notSigned();
  return { business_id: business, store_id: store, public_key: key, status: 'active', code };
}

/** Writes a forgotten till down again, with its record; its epoch follows at hello. */
async function takeOver(tx: Tx, deps: TokenDeps, found: { till: KnownTill; tillId: Id; at: Date }): Promise<void> {
  const { till, tillId, at } = found;
  await rememberKey(tx, { businessId: till.business_id, tillId, at });
  await tx`insert into till_sync (business_id, till_id, store_id, kind, public_key, created_at, updated_at)
    values (${till.business_id}, ${tillId}, ${till.store_id}, 'till', ${till.public_key}, ${at}, ${at})
    on conflict (business_id, till_id) do update set public_key = excluded.public_key, status = 'active', updated_at = excluded.updated_at`;
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
