import { Fault } from '#shared/base/fault.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import type { Caller } from '../platform/http/request-env.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import { withTenant } from '../store/tenant-transaction.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { reusedSignInMessage } from './messages.ts';
import { endFamily, findToken, issueToken, spendToken } from './one-time-token.ts';
import { type SignedIn, accessFor } from './sign-in.ts';

/**
 * Changes a refresh token for a new pair. Each works once: a second use means that somebody has copied it, ends every
 * sign-in of the family, and tells the person.
 *
 * @throws {Fault} `not_signed_in` or `token_expired`
 */
export async function refresh(deps: ServerDeps, token: string | undefined, caller: Caller): Promise<SignedIn> {
  const found = token === undefined ? undefined : await findToken(deps.pool, token);
  if (found === undefined || found.kind !== 'refresh') throw notSignedIn();
  const { businessId, userId } = found;
  const outcome = await withTenant(deps.pool, businessId, async (tx) => {
    const { state, family } = await spendToken(tx, found, deps.nowMs());
    if (state === 'good')
      return { next: await issueToken(tx, deps, { businessId, userId, kind: 'refresh', family }, caller) };
    if (state === 'expired') return { expired: true };
    // One that somebody ended on purpose is over, and nobody has copied it.
    if (!(await endFamily(tx, businessId, family, deps.nowMs()))) return {};
    await writeAudit(
      tx,
      deps,
      { session: { businessId, userId }, caller },
      { action: 'sign_in.reused', entityType: 'user', entityId: userId },
    );
    const [user] = await tx<
      { email: string | null }[]
    >`select email from users where business_id = ${businessId} and id = ${userId}`;
    return { tell: user?.email ?? undefined };
  });
  if (outcome.next !== undefined) return { ...(await accessFor(deps, userId)), refreshToken: outcome.next };
  if (outcome.expired === true)
    throw new Fault('token_expired', 'The sign-in has run out. Sign in again; nothing that was saved is lost.');
  const { tell } = outcome;
  if (tell !== undefined) sendSoon(deps, reusedSignInMessage(tell, deps.config.publicUrl));
  throw notSignedIn();
}

function notSignedIn(): Fault {
  return new Fault('not_signed_in', 'Nobody is signed in. Sign in, then try again.');
}
