import type { z } from 'zod';
import { type Me, meSchema } from '#shared/api/auth-endpoints.ts';
import type { changePasswordEndpoint, editMeEndpoint, setOwnPinEndpoint } from '#shared/api/own-account-endpoints.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import { BadInput } from '../platform/http/bad-input.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import type { Session } from '../platform/sign-in/session.ts';
import type { Tx } from '../store/pool.ts';
import { changedFields } from '../sync/web-edits/changed-fields.ts';
import { type Editor, editRecords } from '../sync/web-edits/edit-records.ts';
import { lockNames } from '../sync/web-edits/lock-names.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { passwordChangedMessage } from './messages.ts';
import { endSignIns, familyOf, voidPasswordLinks } from './one-time-token.ts';
import { requireOwnPassword } from './own-password.ts';
import { hashPassword, passwordFault } from './password.ts';
import { hashPin } from './pin.ts';
import { readMe } from './read-me.ts';

type Self = Editor & { readonly session: Session; readonly checkVersion: (current: unknown) => void };

/** The own account as it stands, for an edit that holds it already. @throws {Fault} `stale_version` */
async function meToEdit(tx: Tx, by: Self): Promise<Me> {
  // Read as GET /auth/me shows it: the answer of a changed password holds nothing of it, and its version is this one all the same.
  const me = meSchema.parse(await readMe(tx, by.session));
  by.checkVersion(me);
  return me;
}

/** Changes the own name, phone or language; the name reaches the tills. @throws {Fault} `stale_version` */
export async function editMe(
  tx: Tx,
  deps: ServerDeps,
  by: Self,
  asked: z.output<typeof editMeEndpoint.body>,
): Promise<Me> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  const me = await meToEdit(tx, by);
  const { fields, before } = changedFields(me, asked);
  if (Object.keys(fields).length === 0) return me;
  await tx`
    update users set phone_number = coalesce(${asked.phoneNumber ?? null}, phone_number), locale = coalesce(${asked.locale ?? null}, locale),
      updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and id = ${userId}`;
  const audited = {
    action: 'user.edited',
    entityType: 'user',
    entityId: userId,
    oldValues: before,
    newValues: fields,
  } as const;
  const { fullName } = fields;
  if (fullName === undefined) await writeAudit(tx, deps, by, audited);
  else
    await editRecords(tx, deps, by, {
      records: [{ kind: 'staff', id: userId, op: 'put', fields: { fullName } }],
      audited,
    });
  return readMe(tx, by.session);
}

/** Changes the own password, and ends every sign-in but the one of this refresh token. Gives how many ended. @throws {Fault} `stale_version` */
export async function changePassword(
  tx: Tx,
  deps: ServerDeps,
  by: Self,
  asked: z.output<typeof changePasswordEndpoint.body>,
): Promise<number> {
  const { businessId, userId } = by.session;
  const { email, fullName } = await requireOwnPassword(tx, deps, by.session, asked.currentPassword);
  await meToEdit(tx, by);
  const fault = passwordFault(asked.newPassword, [email, fullName]);
  if (fault !== undefined) throw new BadInput([{ field: 'newPassword', message: fault }]);
  await tx`
    update users set password_hash = ${await hashPassword(asked.newPassword)}, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and id = ${userId}`;
  const but =
    asked.refreshToken === undefined ? undefined : await familyOf(tx, { businessId, userId }, asked.refreshToken);
  const ended = await endSignIns(tx, { businessId, userId, but }, deps.nowMs());
  await voidPasswordLinks(tx, { businessId, userId }, deps.nowMs());
  await writeAudit(tx, deps, by, { action: 'password.changed', entityType: 'user', entityId: userId });
  if (email !== '') sendSoon(deps, passwordChangedMessage(email, deps.config.publicUrl));
  return ended;
}

/** Sets the own PIN for the tills. @throws {BadInput} for a PIN that is too short for the role, or easily guessed */
export async function setOwnPin(
  tx: Tx,
  deps: ServerDeps,
  by: Self,
  { currentPassword, pin }: z.output<typeof setOwnPinEndpoint.body>,
): Promise<Me> {
  await requireOwnPassword(tx, deps, by.session, currentPassword);
  await meToEdit(tx, by);
  const fault = pinFault(pin, by.session.permissions);
  if (fault !== undefined) throw new BadInput([{ field: 'pin', message: fault }]);
  const { userId } = by.session;
  await editRecords(tx, deps, by, {
    records: [{ kind: 'staff', id: userId, op: 'put', fields: { pinHash: await hashPin(pin), pinLength: pin.length } }],
    audited: { action: 'user.pin_set', entityType: 'user', entityId: userId },
  });
  return readMe(tx, by.session);
}
