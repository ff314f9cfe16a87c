import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import { BadInput } from '../platform/http/bad-input.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import type { Session } from '../platform/sign-in/session.ts';
import type { Tx } from '../store/pool.ts';
import type { Editor } from '../sync/web-edits/edit-records.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { secondFactorMessage } from './messages.ts';
import { requireOwnPassword } from './own-password.ts';
import { dropRecoveryCodes, issueRecoveryCodes, spendRecoveryCode } from './recovery-codes.ts';
import { requirePause } from './require-pause.ts';
import { openSecret, sealSecret } from './seal-secret.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

type Holder = { readonly businessId: Id; readonly userId: Id };
type Self = Editor & { readonly session: Session };
/** The key is asked for when it is needed: a server without second factors reads none. */
export type FactorDeps = ServerDeps & { readonly sealingKey: () => Uint8Array };

const wrongCode = (): BadInput =>
  new BadInput([
    { field: 'code', message: 'This code is not right, or was used already. Type the one that is shown now.' },
  ]);

/** Begins a second factor: a secret that counts once it is confirmed. @throws {Fault} `conflict` where there is one */
export async function enableTotp(
  tx: Tx,
  deps: FactorDeps,
  { session }: Self,
  currentPassword: string,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const { businessId, userId } = session;
  const { email } = await requireOwnPassword(tx, deps, session, currentPassword);
  if ((await readFactor(tx, session)).secret !== null)
    throw new Fault('conflict', 'There is a second factor already. End it first, then begin another.');
  const secret = newTotpSecret(deps.randomBytes);
  const sealed = sealSecret(deps.sealingKey(), userId, secret, deps.randomBytes);
  await tx`
    update users set totp_pending = ${sealed}, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and id = ${userId}`;
  return { secret, uri: totpUri(secret, email) };
}

/** From here on the second factor counts. @throws {BadInput} for a wrong code, {Fault} `conflict` where none was begun */
export async function confirmTotp(tx: Tx, deps: FactorDeps, by: Self, code: string): Promise<string[]> {
  const { businessId, userId } = by.session;
  const { pending } = await readFactor(tx, by.session);
  if (pending === null) throw new Fault('conflict', 'No second factor was begun. Begin one, then confirm it.');
  await requirePause(deps.signInBrake, [keyOf(userId)]);
  const step = stepOfCode(openSecret(deps.sealingKey(), userId, pending), code, deps.nowMs());
  if (step === undefined) throw await failed(deps, userId);
  await deps.signInBrake.succeed(keyOf(userId));
  await tx`
    update users set totp_secret = totp_pending, totp_pending = null, totp_last_step = ${step}, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and id = ${userId}`;
  await writeAudit(tx, deps, by, { action: 'totp.enabled', entityType: 'user', entityId: userId });
  await tell(tx, deps, by.session, true);
  return issueRecoveryCodes(tx, deps, { businessId, userId });
}

/** Ends the second factor. @throws {BadInput} for a wrong password or code */
export async function disableTotp(
  tx: Tx,
  deps: FactorDeps,
  by: Self,
  asked: { readonly currentPassword: string; readonly code: string },
): Promise<void> {
  const { businessId, userId } = by.session;
  await requireOwnPassword(tx, deps, by.session, asked.currentPassword);
  if (!(await takeSecondFactor(tx, deps, { businessId, userId }, asked.code))) throw wrongCode();
  await tx`
    update users set totp_secret = null, totp_pending = null, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and id = ${userId}`;
  await dropRecoveryCodes(tx, { businessId, userId });
  await writeAudit(tx, deps, by, { action: 'totp.disabled', entityType: 'user', entityId: userId });
  await tell(tx, deps, by.session, false);
}

/**
 * Whether a code is that of the app or one on paper; it works once. Somebody without a second factor needs none.
 *
 * @throws {Fault} `too_many_requests` after too many wrong ones
 */
export async function takeSecondFactor(tx: Tx, deps: FactorDeps, of: Holder, code: string): Promise<boolean> {
  const { secret, lastStep } = await readFactor(tx, of);
  if (secret === null) return true;
  await requirePause(deps.signInBrake, [keyOf(of.userId)]);
  const step = stepOfCode(openSecret(deps.sealingKey(), of.userId, secret), code, deps.nowMs());
  const isFresh = step !== undefined && step > lastStep;
  if (isFresh) {
    await tx`update users set totp_last_step = ${step} where business_id = ${of.businessId} and id = ${of.userId}`;
  } else if (step !== undefined || !(await spendRecoveryCode(tx, of, code, deps.nowMs()))) {
    await deps.signInBrake.fail(keyOf(of.userId));
    return false;
  }
  await deps.signInBrake.succeed(keyOf(of.userId));
  return true;
}

async function readFactor(
  tx: Tx,
  { businessId, userId }: Holder,
): Promise<{ secret: string | null; pending: string | null; lastStep: number }> {
  const [row] = await tx<{ secret: string | null; pending: string | null; lastStep: number }[]>`
    select totp_secret as secret, totp_pending as pending, totp_last_step as "lastStep"
    from users where business_id = ${businessId} and id = ${userId} for update`;
  return row ?? { secret: null, pending: null, lastStep: 0 };
}

async function tell(tx: Tx, deps: ServerDeps, { businessId, userId }: Holder, isOn: boolean): Promise<void> {
  const [user] = await tx<{ email: string | null }[]>`
    select email from users where business_id = ${businessId} and id = ${userId}`;
  const email = user?.email ?? null;
  if (email !== null) sendSoon(deps, secondFactorMessage(email, deps.config.publicUrl, isOn));
}

const keyOf = (userId: Id): string => `second factor ${userId}`;

async function failed(deps: FactorDeps, userId: Id): Promise<BadInput> {
  await deps.signInBrake.fail(keyOf(userId));
  return wrongCode();
}
