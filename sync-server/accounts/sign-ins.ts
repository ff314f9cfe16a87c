import type { z } from 'zod';
import type { listSessionsEndpoint, signInSchema } from '#shared/api/own-account-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import type { Session } from '../platform/sign-in/session.ts';
import type { Tx } from '../store/pool.ts';
import type { Editor } from '../sync/web-edits/edit-records.ts';
import { familyOf } from './one-time-token.ts';

type SignIn = z.output<typeof signInSchema>;
type Row = { id: Id; signed_in_at: Date; last_used_at: Date; expires_at: Date; ip_address: string; user_agent: string };

type Query = z.output<typeof listSessionsEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  '-lastUsedAt': 't.created_at desc, t.id desc',
  lastUsedAt: 't.created_at, t.id',
};

/** A page of where somebody is signed in now. */
export async function listSignIns(
  tx: Tx,
  { businessId, userId }: Session,
  asked: { readonly refreshToken: string | undefined; readonly query: Query; readonly nowMs: number },
): Promise<{ rows: SignIn[]; total: number }> {
  const { sort, page, limit } = asked.query;
  const mine =
    asked.refreshToken === undefined ? undefined : await familyOf(tx, { businessId, userId }, asked.refreshToken);
  const where = tx`t.user_id = ${userId} and t.kind = 'refresh' and t.used_at is null
      and t.expires_at > ${new Date(asked.nowMs)}`;
  const rows = await tx<Row[]>`
    select t.family as id, t.created_at as last_used_at, t.expires_at, t.ip_address, t.user_agent,
      (select min(first.created_at) from user_tokens first where first.business_id = t.business_id and first.family = t.family) as signed_in_at
    from user_tokens t where t.business_id = ${businessId} and ${where}
    order by ${tx.unsafe(ORDERS[sort])} limit ${limit} offset ${(page - 1) * limit}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from user_tokens t where t.business_id = ${businessId} and ${where}`;
  const shown = rows.map((row) => ({
    id: row.id,
    signedInAt: row.signed_in_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    address: row.ip_address,
    agent: row.user_agent,
    isThis: row.id === mine,
  }));
  return { rows: shown, total: count?.total ?? 0 };
}

/** Ends one sign-in of the own account. @throws {Fault} `not_found` for one that is over, or another person's */
export async function endSignIn(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  id: Id,
): Promise<void> {
  const { businessId, userId } = by.session;
  const now = new Date(deps.nowMs());
  const ended = await tx`
    update user_tokens set used_at = ${now}, updated_at = ${now}
    where business_id = ${businessId} and user_id = ${userId} and family = ${id} and kind = 'refresh' and used_at is null
      and expires_at > ${now}
    returning id`;
  if (ended.length === 0) throw new Fault('not_found', 'There is no such sign-in any more.');
  await writeAudit(tx, deps, by, { action: 'sign_in.ended', entityType: 'user', entityId: userId });
}
