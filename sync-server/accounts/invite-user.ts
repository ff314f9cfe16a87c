import type { z } from 'zod';
import type { UserAnswer } from '#shared/api/people-endpoints.ts';
import type { acceptInviteEndpoint, inviteUserEndpoint } from '#shared/api/staffing-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { requirePlanRoom } from '../billing/require-plan-room.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { requireStores } from './add-user.ts';
import { insertUser } from './insert-user.ts';
import { inviteMessage } from './messages.ts';
import { findToken, issueToken, spendToken, voidTokens } from './one-time-token.ts';
import { hashPassword, passwordFault } from './password.ts';
import { personToEdit } from './person-to-edit.ts';
import { hashPin } from './pin.ts';
import { readUser } from './read-users.ts';
import { requirePower, rolePermissions } from './require-power.ts';

type Invitation = z.output<typeof inviteUserEndpoint.body>;

/**
 * Adds a person who chooses the password by the link that is sent. Somebody who was invited and has not come yet gets a new
 * link, and what this invitation says.
 *
 * @throws {Fault} `forbidden` where the role holds more than the caller's, `plan_limit`, `email_taken`, or {BadInput}
 */
export async function inviteUser(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  asked: Invitation,
): Promise<UserAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  requirePower(by.session, await rolePermissions(tx, businessId, asked.roleId));
  await requireStores(tx, by.session, asked.storeIds);
  const before = await invitedBefore(tx, by.session, asked.email);
  if (before?.isActive !== true) await requirePlanRoom(tx, deps, businessId, 'users');
  const { email, phoneNumber } = asked;
  const id = before?.id ?? (await insertUser(tx, deps, businessId, { email, phoneNumber, passwordHash: null }));
  if (before !== undefined)
    await tx`
      update users set phone_number = ${phoneNumber}, updated_at = ${new Date(deps.nowMs())}
      where business_id = ${businessId} and id = ${id}`;
  const of = { businessId, userId: id, kind: 'invite' } as const;
  await voidTokens(tx, of, deps.nowMs());
  const token = await issueToken(tx, deps, of, by.caller);
  const fields = { fullName: asked.fullName, roleId: asked.roleId, storeIds: asked.storeIds, isActive: true };
  await editRecords(tx, deps, by, {
    records: [
      {
        kind: 'staff',
        id,
        op: 'put',
        fields: { ...fields, ...(before === undefined ? { pinHash: null, pinLength: null } : {}) },
      },
    ],
    audited: { action: 'user.invited', entityType: 'user', entityId: id, newValues: { ...fields, email: asked.email } },
  });
  const [business] = await tx<{ name: string }[]>`select name from businesses where business_id = ${businessId}`;
  const message = inviteMessage(asked.email, { publicUrl: deps.config.publicUrl, token, by: business?.name ?? '' });
  sendSoon(deps, message);
  return readUser(tx, by.session, id);
}

/** Somebody of this business with the address who never chose a password. */
async function invitedBefore(tx: Tx, session: Session, email: string): Promise<UserAnswer | undefined> {
  const [found] = await tx<{ id: Id }[]>`
    select id from users
    where business_id = ${session.businessId} and email = ${email} and password_hash is null and not is_deleted`;
  if (found === undefined) return undefined;
  return (await personToEdit(tx, session, found.id)).user;
}

type Accepting = z.output<typeof acceptInviteEndpoint.body> & { readonly token: string };

/**
 * Sets the password of somebody invited, and the PIN where one is wanted: the message proves the address.
 *
 * What is refused leaves the link good for another try.
 *
 * @returns the address
 * @throws {Fault} `token_invalid`, or {BadInput}
 */
export async function acceptInvite(deps: ServerDeps, asked: Accepting, caller: Caller): Promise<string> {
  const found = await findToken(deps.pool, asked.token);
  if (found === undefined || found.kind !== 'invite') throw invalidInvite();
  const of = { businessId: found.businessId, userId: found.userId };
  await readTenant(deps.pool, of.businessId, (tx) => refuseWeak(tx, of, asked));
  const [passwordHash, pinHash] = await Promise.all([
    hashPassword(asked.password),
    asked.pin === undefined ? null : hashPin(asked.pin),
  ]);
  return withTenant(deps.pool, of.businessId, async (tx) => {
    const { state } = await spendToken(tx, found, deps.nowMs());
    if (state !== 'good') throw invalidInvite();
    const [taken] = await tx<{ email: string }[]>`
      update users set password_hash = ${passwordHash}, is_verified = true, updated_at = ${new Date(deps.nowMs())}
      where business_id = ${of.businessId} and id = ${of.userId} and password_hash is null and is_active and not is_deleted
        and email is not null
      returning email`;
    if (taken === undefined) throw invalidInvite();
    const by = { session: of, caller };
    const audited = { action: 'invite.accepted', entityType: 'user', entityId: of.userId } as const;
    if (pinHash === null) {
      await writeAudit(tx, deps, by, audited);
      return taken.email;
    }
    const fields = { pinHash, pinLength: asked.pin?.length ?? null };
    await editRecords(tx, deps, by, { records: [{ kind: 'staff', id: of.userId, op: 'put', fields }], audited });
    return taken.email;
  });
}

async function refuseWeak(
  tx: Tx,
  of: { readonly businessId: Id; readonly userId: Id },
  { password, pin }: Accepting,
): Promise<void> {
  const [user] = await tx<{ email: string | null; full_name: string; permissions: string[] }[]>`
    select u.email, u.full_name, r.permissions from users u join roles r on r.business_id = u.business_id and r.id = u.role_id
    where u.business_id = ${of.businessId} and u.id = ${of.userId} and not u.is_deleted`;
  if (user === undefined) throw invalidInvite();
  const weak = passwordFault(password, [user.email ?? '', user.full_name]);
  const short = pin === undefined ? undefined : pinFault(pin, user.permissions);
  const faults = [
    ...(weak === undefined ? [] : [{ field: 'password', message: weak }]),
    ...(short === undefined ? [] : [{ field: 'pin', message: short }]),
  ];
  if (faults.length > 0) throw new BadInput(faults);
}

function invalidInvite(): Fault {
  return new Fault('token_invalid', 'The invitation is not valid any more. Ask whoever sent it for a new one.');
}
