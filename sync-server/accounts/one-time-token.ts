import { createHash } from 'node:crypto';
import type { Id } from '#shared/base/ids.ts';
import type { Caller } from '../platform/http/request-env.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import type { Pool, Tx } from '../store/pool.ts';

const TOKEN_BYTES = 32;

export type TokenKind = 'verify' | 'reset' | 'invite' | 'refresh';

const HOUR_MS = 60 * 60_000;
const TTL_MS: Readonly<Record<TokenKind, number>> = {
  verify: 24 * HOUR_MS,
  reset: HOUR_MS,
  invite: 7 * 24 * HOUR_MS,
  refresh: 7 * 24 * HOUR_MS,
};

export const REFRESH_TTL_S = TTL_MS.refresh / 1000;

/** Only its hash is kept; whoever reads the database can't use it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Makes a token that works once, and writes its hash down. */
export async function issueToken(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs' | 'randomBytes'>,
  of: { readonly businessId: Id; readonly userId: Id; readonly kind: TokenKind; readonly family?: Id },
  caller: Caller,
): Promise<string> {
  const token = Buffer.from(deps.randomBytes(TOKEN_BYTES)).toString('base64url');
  const nowMs = deps.nowMs();
  await tx`
    insert into user_tokens (business_id, id, user_id, kind, token_hash, family, expires_at, ip_address, user_agent, created_at, updated_at)
    values (${of.businessId}, ${deps.makeId()}, ${of.userId}, ${of.kind}, ${tokenHash(token)}, ${of.family ?? deps.makeId()},
      ${new Date(nowMs + TTL_MS[of.kind])}, ${caller.address}, ${caller.agent}, ${new Date(nowMs)}, ${new Date(nowMs)})`;
  return token;
}

/** Whose token this is, before the business is known. */
export async function findToken(
  pool: Pool,
  token: string,
): Promise<{ businessId: Id; tokenId: Id; userId: Id; kind: string } | undefined> {
  const [found] = await pool<{ businessId: Id; tokenId: Id; userId: Id; kind: string }[]>`
    select business_id as "businessId", token_id as "tokenId", user_id as "userId", kind from find_user_token(${tokenHash(token)})`;
  return found;
}

/** Takes a token for good, under its lock: whether it was still good, spent before, or too old. */
export async function spendToken(
  tx: Tx,
  found: { readonly businessId: Id; readonly tokenId: Id },
  nowMs: number,
): Promise<{ state: 'good' | 'spent' | 'expired'; family: Id }> {
  const [row] = await tx<{ family: Id; expires_at: Date; used_at: Date | null }[]>`
    select family, expires_at, used_at from user_tokens where business_id = ${found.businessId} and id = ${found.tokenId} for update`;
  if (row === undefined || row.used_at !== null) return { state: 'spent', family: row?.family ?? found.tokenId };
  await tx`
    update user_tokens set used_at = ${new Date(nowMs)}, updated_at = ${new Date(nowMs)}
    where business_id = ${found.businessId} and id = ${found.tokenId}`;
  return { state: row.expires_at.getTime() <= nowMs ? 'expired' : 'good', family: row.family };
}

/** Ends every token of a family: a sign-in with all that came of it. Says whether it was not over before. */
export async function endFamily(tx: Tx, businessId: Id, family: Id, nowMs: number): Promise<boolean> {
  const ended = await tx`
    update user_tokens set used_at = ${new Date(nowMs)}, updated_at = ${new Date(nowMs)}
    where business_id = ${businessId} and family = ${family} and used_at is null returning id`;
  return ended.length > 0;
}

/** Makes the links of earlier messages void: the newest alone counts. */
export async function voidTokens(
  tx: Tx,
  of: { readonly businessId: Id; readonly userId: Id; readonly kind: Exclude<TokenKind, 'refresh'> },
  nowMs: number,
): Promise<void> {
  await voidKinds(tx, of, [of.kind], nowMs);
}

/** Makes every link that sets a password void: once there is a new one, no older message opens the account. */
export async function voidPasswordLinks(
  tx: Tx,
  of: { readonly businessId: Id; readonly userId: Id },
  nowMs: number,
): Promise<void> {
  await voidKinds(tx, of, ['reset', 'invite'], nowMs);
}

async function voidKinds(
  tx: Tx,
  of: { readonly businessId: Id; readonly userId: Id },
  kinds: TokenKind[],
  nowMs: number,
): Promise<void> {
  await tx`
    update user_tokens set used_at = ${new Date(nowMs)}, updated_at = ${new Date(nowMs)}
    where business_id = ${of.businessId} and user_id = ${of.userId} and kind = any(${kinds}) and used_at is null`;
}

/**
 * Ends every sign-in of a person, wherever it is.
 *
 * @param but the family of the one that stays
 * @returns how many ended
 */
export async function endSignIns(
  tx: Tx,
  of: { readonly businessId: Id; readonly userId: Id; readonly but?: Id | undefined },
  nowMs: number,
): Promise<number> {
  const ended = await tx`
    update user_tokens set used_at = ${new Date(nowMs)}, updated_at = ${new Date(nowMs)}
    where business_id = ${of.businessId} and user_id = ${of.userId} and kind = 'refresh' and used_at is null
      and expires_at > ${new Date(nowMs)} and family is distinct from ${of.but ?? null}
    returning id`;
  return ended.length;
}

/** The sign-in that a refresh token of this person belongs to. */
export async function familyOf(
  tx: Tx,
  of: { readonly businessId: Id; readonly userId: Id },
  token: string,
): Promise<Id | undefined> {
  const [row] = await tx<{ family: Id }[]>`
    select family from user_tokens
    where business_id = ${of.businessId} and user_id = ${of.userId} and kind = 'refresh' and token_hash = ${tokenHash(token)}`;
  return row?.family;
}
