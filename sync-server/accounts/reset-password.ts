import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import { BadInput } from '../platform/http/bad-input.ts';
import type { Caller } from '../platform/http/request-env.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import { readTenant, withTenant } from '../store/tenant-transaction.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { mayWriteTo } from './may-write-to.ts';
import { passwordChangedMessage, resetMessage } from './messages.ts';
import { endSignIns, findToken, issueToken, spendToken, voidPasswordLinks, voidTokens } from './one-time-token.ts';
import { hashPassword, passwordFault } from './password.ts';

type Found = { business_id: Id; user_id: Id; is_active: boolean };

/** Sends the link to a new password, and makes earlier ones void. Does nothing where no account has the address. */
export async function forgotPassword(deps: ServerDeps, email: string, caller: Caller): Promise<void> {
  if (!(await mayWriteTo(deps.signInBrake, email))) return;
  const [found] = await deps.pool<Found[]>`select business_id, user_id, is_active from find_sign_in(${email})`;
  if (found === undefined || !found.is_active) return;
  const of = { businessId: found.business_id, userId: found.user_id, kind: 'reset' } as const;
  const token = await withTenant(deps.pool, of.businessId, async (tx) => {
    await voidTokens(tx, of, deps.nowMs());
    await writeAudit(
      tx,
      deps,
      { session: of, caller },
      { action: 'password.reset_asked', entityType: 'user', entityId: of.userId },
    );
    return issueToken(tx, deps, of, caller);
  });
  sendSoon(deps, resetMessage(email, deps.config.publicUrl, token));
}

/**
 * Sets a new password by the token of the message. Whoever has the message has the address, so that it counts as
 * confirmed; every sign-in of the account ends, and its holder is told.
 *
 * A password that is too weak leaves the link good for another try.
 *
 * @returns the address
 * @throws {Fault} `token_invalid`, or {BadInput} for a weak password
 */
export async function resetPassword(
  deps: ServerDeps,
  { token, password }: { readonly token: string; readonly password: string },
  caller: Caller,
): Promise<string> {
  const found = await findToken(deps.pool, token);
  if (found === undefined || found.kind !== 'reset') throw invalidLink();
  const of = { businessId: found.businessId, userId: found.userId };
  const names = await readTenant(deps.pool, of.businessId, async (tx) => {
    const [user] = await tx<{ email: string | null; full_name: string }[]>`
      select email, full_name from users where business_id = ${of.businessId} and id = ${of.userId}`;
    return user;
  });
  const fault = passwordFault(password, [names?.email ?? '', names?.full_name ?? '']);
  if (fault !== undefined) throw new BadInput([{ field: 'password', message: fault }]);
  const passwordHash = await hashPassword(password);
  const email = await withTenant(deps.pool, of.businessId, async (tx) => {
    const { state } = await spendToken(tx, found, deps.nowMs());
    if (state !== 'good') throw invalidLink();
    const [user] = await tx<{ email: string }[]>`
      update users set password_hash = ${passwordHash}, is_verified = true, updated_at = ${new Date(deps.nowMs())}
      where business_id = ${of.businessId} and id = ${of.userId} and is_active and not is_deleted and email is not null
      returning email`;
    if (user === undefined) throw invalidLink();
    await endSignIns(tx, of, deps.nowMs());
    await voidPasswordLinks(tx, of, deps.nowMs());
    await writeAudit(
      tx,
      deps,
      { session: of, caller },
      { action: 'password.reset', entityType: 'user', entityId: of.userId },
    );
    return user.email;
  });
  await deps.signInBrake.succeed(`account ${email}`);
  sendSoon(deps, passwordChangedMessage(email, deps.config.publicUrl));
  return email;
}

function invalidLink(): Fault {
  return new Fault('token_invalid', 'The link is not valid any more. Ask for a new one.');
}
