import type { z } from 'zod';
import type { Access, loginEndpoint } from '#shared/api/auth-endpoints.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import type { Caller } from '../platform/http/request-env.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import { ACCESS_TOKEN_TTL_S, signAccessToken } from '../platform/sign-in/access-token.ts';
import { findSession } from '../platform/sign-in/session.ts';
import { withTenant } from '../store/tenant-transaction.ts';
import { issueToken } from './one-time-token.ts';
import { isPassword } from './password.ts';
import { type FactorDeps, takeSecondFactor } from './second-factor.ts';
import { triesAt } from './sign-in-tries.ts';

type Account = {
  business_id: Id;
  user_id: Id;
  password_hash: string | null;
  is_verified: boolean;
  is_active: boolean;
  has_totp: boolean;
};

/** A new pair of tokens; where the refresh token goes is the door's matter. */
export type SignedIn = Access & { readonly refreshToken: string };

/**
 * Signs somebody in by e-mail and password.
 *
 * Neither the answer nor the time it takes says whether the address is known; whoever fails again and again waits.
 *
 * @throws {Fault} `wrong_credentials`, `email_unverified`, `second_factor_needed`, `second_factor_wrong`, `too_many_requests`
 */
export async function signIn(
  deps: FactorDeps,
  asked: z.output<typeof loginEndpoint.body>,
  caller: Caller,
): Promise<SignedIn> {
  const tries = triesAt(deps.signInBrake, { email: asked.email, address: caller.address });
  await tries.begin();
  const [account] = await deps.pool<Account[]>`
    select business_id, user_id, password_hash, is_verified, is_active, has_totp from find_sign_in(${asked.email})`;
  const isRight = await isPassword(asked.password, account?.password_hash ?? null);
  if (!isRight || account === undefined || !account.is_active) {
    await tries.wrong();
    if (account !== undefined) await auditSignIn(deps, account, caller, 'sign_in.failed');
    throw new Fault('wrong_credentials', 'E-mail or password is not right. Check both, or ask for a new password.');
  }
  await tries.right();
  if (!account.is_verified) {
    await auditSignIn(deps, account, caller, 'sign_in.failed');
    throw new Fault(
      'email_unverified',
      'The e-mail address was not confirmed yet. Open the message that was sent, or ask for another.',
    );
  }
  if (account.has_totp) await requireSecondFactor(deps, account, asked.code, caller);
  const refreshToken = await withTenant(deps.pool, account.business_id, async (tx) => {
    await tx`
      update users set last_login = ${new Date(deps.nowMs())}
      where business_id = ${account.business_id} and id = ${account.user_id}`;
    return issueToken(tx, deps, { businessId: account.business_id, userId: account.user_id, kind: 'refresh' }, caller);
  });
  await auditSignIn(deps, account, caller, 'sign_in.succeeded');
  return { ...(await accessFor(deps, account.user_id)), refreshToken };
}

async function requireSecondFactor(
  deps: FactorDeps,
  account: Account,
  code: string | undefined,
  caller: Caller,
): Promise<void> {
  const { happened, action } = ERRORS[code === undefined ? 'second_factor_needed' : 'second_factor_wrong'];
  if (code === undefined) throw new Fault('second_factor_needed', `${happened} ${action}`);
  const of = { businessId: account.business_id, userId: account.user_id };
  if (await withTenant(deps.pool, of.businessId, (tx) => takeSecondFactor(tx, deps, of, code))) return;
  await auditSignIn(deps, account, caller, 'sign_in.failed');
  throw new Fault('second_factor_wrong', `${happened} ${action}`);
}

/** An access token with what the person may do at this moment. */
export async function accessFor(deps: ServerDeps, userId: Id): Promise<Omit<SignedIn, 'refreshToken'>> {
  const { businessId, roleKey, permissions } = await findSession(deps.pool, userId);
  const accessToken = await signAccessToken(
    deps.accessKeys,
    { userId, businessId, role: roleKey, permissions, jti: deps.makeId() },
    deps.nowMs(),
  );
  return { accessToken, expiresInSeconds: ACCESS_TOKEN_TTL_S };
}

async function auditSignIn(deps: ServerDeps, account: Account, caller: Caller, action: string): Promise<void> {
  const session = { businessId: account.business_id, userId: account.user_id };
  await withTenant(deps.pool, account.business_id, (tx) =>
    writeAudit(tx, deps, { session, caller }, { action, entityType: 'user', entityId: account.user_id }),
  );
}
