import { BadInput } from '../platform/http/bad-input.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import type { Session } from '../platform/sign-in/session.ts';
import type { Tx } from '../store/pool.ts';
import { isPassword } from './password.ts';
import { requirePause } from './require-pause.ts';

/** What a password of the own account is checked beside. */
export type OwnAccount = { readonly email: string; readonly fullName: string };

/**
 * Asks somebody signed in for the password once more: whoever finds an open screen can't take the account with it.
 *
 * Wrong tries are slowed like those of a sign-in.
 *
 * @throws {BadInput} on `currentPassword`, or {Fault} `too_many_requests`
 */
export async function requireOwnPassword(
  tx: Tx,
  deps: Pick<ServerDeps, 'signInBrake'>,
  { businessId, userId }: Session,
  password: string,
): Promise<OwnAccount> {
  const [user] = await tx<{ email: string | null; full_name: string; password_hash: string | null }[]>`
    select email, full_name, password_hash from users where business_id = ${businessId} and id = ${userId} for update`;
  const email = user?.email ?? '';
  const key = `account ${email}`;
  await requirePause(deps.signInBrake, [key]);
  if (!(await isPassword(password, user?.password_hash ?? null))) {
    await deps.signInBrake.fail(key);
    throw new BadInput([{ field: 'currentPassword', message: 'This is not your password.' }]);
  }
  await deps.signInBrake.succeed(key);
  return { email, fullName: user?.full_name ?? '' };
}
