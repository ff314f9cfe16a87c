import { Fault } from '#shared/base/fault.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import type { Caller } from '../platform/http/request-env.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import { withTenant } from '../store/tenant-transaction.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { mayWriteTo } from './may-write-to.ts';
import { verificationMessage } from './messages.ts';
import { findToken, issueToken, spendToken, voidTokens } from './one-time-token.ts';

/**
 * Confirms an address by the token of the message.
 *
 * @returns the address
 * @throws {Fault} `token_invalid` for a token that is unknown, used or too old
 */
export async function verifyEmail(deps: ServerDeps, token: string, caller: Caller): Promise<string> {
  const found = await findToken(deps.pool, token);
  if (found === undefined || found.kind !== 'verify') throw invalidLink();
  const { businessId, userId } = found;
  return withTenant(deps.pool, businessId, async (tx) => {
    const { state } = await spendToken(tx, found, deps.nowMs());
    if (state !== 'good') throw invalidLink();
    const [user] = await tx<{ email: string }[]>`
      update users set is_verified = true, updated_at = ${new Date(deps.nowMs())}
      where business_id = ${businessId} and id = ${userId} returning email`;
    if (user === undefined) throw invalidLink();
    await writeAudit(
      tx,
      deps,
      { session: { businessId, userId }, caller },
      { action: 'email.confirmed', entityType: 'user', entityId: userId },
    );
    return user.email;
  });
}

/** Sends the message once more, and makes the links of earlier messages void. Does nothing where there is nothing to confirm. */
export async function resendVerification(deps: ServerDeps, email: string, caller: Caller): Promise<void> {
  if (!(await mayWriteTo(deps.signInBrake, email))) return;
  const [found] = await deps.pool<{ business_id: string; user_id: string; is_verified: boolean; is_active: boolean }[]>`
    select business_id, user_id, is_verified, is_active from find_sign_in(${email})`;
  if (found === undefined || found.is_verified || !found.is_active) return;
  const token = await withTenant(deps.pool, found.business_id, async (tx) => {
    const of = { businessId: found.business_id, userId: found.user_id, kind: 'verify' } as const;
    await voidTokens(tx, of, deps.nowMs());
    const act = { action: 'verification.resent', entityType: 'user', entityId: of.userId } as const;
    await writeAudit(tx, deps, { session: of, caller }, act);
    return issueToken(tx, deps, of, caller);
  });
  sendSoon(deps, verificationMessage(email, deps.config.publicUrl, token));
}

function invalidLink(): Fault {
  return new Fault('token_invalid', 'The link is not valid any more. Ask for a new one.');
}
