import type { z } from 'zod';
import type { addUserEndpoint } from '#shared/api/people-endpoints.ts';
import type { UserAnswer } from '#shared/api/people-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, maySeeStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { requirePlanRoom } from '../billing/require-plan-room.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { insertUser } from './insert-user.ts';
import { verificationMessage } from './messages.ts';
import { issueToken } from './one-time-token.ts';
import { hashPassword, passwordFault } from './password.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { hashPin } from './pin.ts';
import { readUser } from './read-users.ts';
import { requirePower, rolePermissions } from './require-power.ts';

type Asked = z.output<typeof addUserEndpoint.body>;

/**
 * Adds a person to the business. With an e-mail, the message that confirms it is sent.
 *
 * @throws {Fault} `forbidden` where the role holds more than the caller's, `plan_limit`, `email_taken`, or BadInput
 */
export async function addUser(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  asked: Asked,
): Promise<UserAnswer> {
  const { businessId } = by.session;
  await requirePlanRoom(tx, deps, businessId, 'users');
  const permissions = await rolePermissions(tx, businessId, asked.roleId);
  requirePower(by.session, permissions);
  await requireStores(tx, by.session, asked.storeIds);
  refuseWeak(asked, permissions);
  const id = await insertUser(tx, deps, businessId, {
    email: asked.email ?? null,
    phoneNumber: asked.phoneNumber,
    passwordHash: asked.password === undefined ? null : await hashPassword(asked.password),
  });
  const { email } = asked;
  const token =
    email === undefined ? null : await issueToken(tx, deps, { businessId, userId: id, kind: 'verify' }, by.caller);
  const fields = { fullName: asked.fullName, roleId: asked.roleId, storeIds: asked.storeIds, isActive: true };
  await editRecords(tx, deps, by, {
    records: [
      {
        kind: 'staff',
        id,
        op: 'put',
        fields: {
          ...fields,
          pinHash: asked.pin === undefined ? null : await hashPin(asked.pin),
          pinLength: asked.pin?.length ?? null,
        },
      },
    ],
    audited: { action: 'user.added', entityType: 'user', entityId: id, newValues: fields },
  });
  if (email !== undefined && token !== null) {
    sendSoon(deps, verificationMessage(email, deps.config.publicUrl, token));
  }
  return readUser(tx, by.session, id);
}

function refuseWeak(asked: Asked, permissions: readonly string[]): void {
  const password =
    asked.password === undefined ? undefined : passwordFault(asked.password, [asked.email ?? '', asked.fullName]);
  const pin = asked.pin === undefined ? undefined : pinFault(asked.pin, permissions);
  const faults = [
    ...(password === undefined ? [] : [{ field: 'password', message: password }]),
    ...(pin === undefined ? [] : [{ field: 'pin', message: pin }]),
  ];
  if (faults.length > 0) throw new BadInput(faults);
}

/** Somebody limited to some stores puts people into those only. @throws {BadInput} */
export async function requireStores(tx: Tx, session: Session, storeIds: readonly Id[]): Promise<void> {
  const beyond = storeIds.length === 0 ? session.storeIds.length > 0 : storeIds.some((id) => !maySeeStore(session, id));
  const found = await tx`
    select 1 from stores where business_id = ${session.businessId} and id = any(${[...storeIds]}::uuid[]) and not is_deleted`;
  if (beyond || found.length < new Set(storeIds).size)
    throw new BadInput([{ field: 'storeIds', message: 'There is no such store.' }]);
}
