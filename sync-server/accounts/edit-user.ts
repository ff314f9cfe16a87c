import type { z } from 'zod';
import type { UserAnswer } from '#shared/api/people-endpoints.ts';
import type { editUserEndpoint } from '#shared/api/staffing-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { isPinLongEnough } from '#shared/people/pin-fault.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { requirePlanRoom } from '../billing/require-plan-room.ts';
import { requireStores } from './add-user.ts';
import { endSignIns, voidPasswordLinks, voidTokens } from './one-time-token.ts';
import { personToEdit, requireOtherOwner, requireSomebodyElse } from './person-to-edit.ts';
import { readUser } from './read-users.ts';
import { dropRecoveryCodes } from './recovery-codes.ts';
import { requirePower, rolePermissions } from './require-power.ts';

type PeopleEditor = Editor & { readonly session: Session };

/** Whom an edit is of, and the check of the version that it names. */
type AskedOf = { readonly id: Id; readonly checkVersion: (current: unknown) => void };

/** Changes the named fields of a person. @throws {Fault} `stale_version`, `forbidden`, `not_found` */
export async function editUser(
  tx: Tx,
  deps: ServerDeps,
  by: PeopleEditor,
  asked: AskedOf & { readonly body: z.output<typeof editUserEndpoint.body> },
): Promise<UserAnswer> {
  const { user } = await personToEdit(tx, by.session, asked.id);
  asked.checkVersion(user);
  const { fields, before } = changedFields(user, asked.body);
  if (asked.body.storeIds !== undefined && fields['storeIds'] !== undefined)
    await requireStores(tx, by.session, asked.body.storeIds);
  if (Object.keys(fields).length === 0) return user;
  await tx`
    update users set phone_number = coalesce(${asked.body.phoneNumber ?? null}, phone_number), updated_at = ${new Date(deps.nowMs())}
    where business_id = ${by.session.businessId} and id = ${user.id}`;
  const audited = {
    action: 'user.edited',
    entityType: 'user',
    entityId: user.id,
    oldValues: before,
    newValues: fields,
  } as const;
  const ofRecord = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'phoneNumber'));
  if (Object.keys(ofRecord).length === 0) await writeAudit(tx, deps, by, audited);
  else
    await editRecords(tx, deps, by, {
      records: [{ kind: 'staff', id: user.id, op: 'put', fields: ofRecord }],
      audited,
    });
  return readUser(tx, by.session, user.id);
}

/**
 * Gives a person another role. A PIN that is too short for whoever may grant what others may not is taken back.
 *
 * @throws {Fault} `stale_version`, `forbidden` where either role holds more than the caller's, `conflict` for the last owner
 */
export async function setRole(
  tx: Tx,
  deps: ServerDeps,
  by: PeopleEditor,
  asked: AskedOf & { readonly roleId: Id },
): Promise<{ readonly user: UserAnswer; readonly isPinTaken: boolean }> {
  const { businessId } = by.session;
  const found = await personToEdit(tx, by.session, asked.id);
  asked.checkVersion(found.user);
  if (found.user.role.id === asked.roleId) return { user: found.user, isPinTaken: false };
  const permissions = await rolePermissions(tx, businessId, asked.roleId);
  requirePower(by.session, permissions);
  await requireOtherOwner(tx, businessId, found);
  const [pin] = await tx<{ pin_length: number | null }[]>`
    select pin_length from users where business_id = ${businessId} and id = ${asked.id}`;
  const length = pin?.pin_length ?? null;
  const isPinTaken = length !== null && !isPinLongEnough(length, permissions);
  await editRecords(tx, deps, by, {
    records: [
      {
        kind: 'staff',
        id: asked.id,
        op: 'put',
        fields: { roleId: asked.roleId, ...(isPinTaken ? { pinHash: null, pinLength: null } : {}) },
      },
    ],
    audited: {
      action: 'user.role_set',
      entityType: 'user',
      entityId: asked.id,
      oldValues: { roleId: found.user.role.id },
      newValues: { roleId: asked.roleId },
    },
  });
  return { user: await readUser(tx, by.session, asked.id), isPinTaken };
}

/** Lets a person in or keeps the person out, everywhere. @throws {Fault} `stale_version`, `conflict` for the last owner, and for oneself; `plan_limit` */
export async function setActive(
  tx: Tx,
  deps: ServerDeps,
  by: PeopleEditor,
  asked: AskedOf & { readonly isActive: boolean },
): Promise<UserAnswer> {
  const { businessId } = by.session;
  const found = await personToEdit(tx, by.session, asked.id);
  asked.checkVersion(found.user);
  if (found.user.isActive === asked.isActive) return found.user;
  if (asked.isActive) await requirePlanRoom(tx, deps, businessId, 'users');
  else {
    requireSomebodyElse(by.session, found);
    await requireOtherOwner(tx, businessId, found);
    await endSignIns(tx, { businessId, userId: asked.id }, deps.nowMs());
  }
  await editRecords(tx, deps, by, {
    records: [{ kind: 'staff', id: asked.id, op: 'put', fields: { isActive: asked.isActive } }],
    audited: {
      action: asked.isActive ? 'user.activated' : 'user.deactivated',
      entityType: 'user',
      entityId: asked.id,
    },
  });
  return readUser(tx, by.session, asked.id);
}

/** Removes a person: the account ends, its e-mail is free, and what the person did keeps the name. */
export async function removeUser(tx: Tx, deps: ServerDeps, by: PeopleEditor, id: Id): Promise<void> {
  const { businessId } = by.session;
  const found = await personToEdit(tx, by.session, id);
  requireSomebodyElse(by.session, found);
  await requireOtherOwner(tx, businessId, found);
  const of = { businessId, userId: id };
  await endSignIns(tx, of, deps.nowMs());
  await voidTokens(tx, { ...of, kind: 'verify' }, deps.nowMs());
  await voidPasswordLinks(tx, of, deps.nowMs());
  await tx`
    update users set email = null, password_hash = null, totp_secret = null, totp_pending = null, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and id = ${id}`;
  await dropRecoveryCodes(tx, of);
  await editRecords(tx, deps, by, {
    records: [{ kind: 'staff', id, op: 'delete', fields: {} }],
    audited: { action: 'user.removed', entityType: 'user', entityId: id, oldValues: found.user },
  });
}
