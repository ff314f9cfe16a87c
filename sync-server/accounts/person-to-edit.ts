import type { UserAnswer } from '#shared/api/people-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, maySeeStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { readUser } from './read-users.ts';
import { requirePower, rolePermissions } from './require-power.ts';

/** Somebody whom the caller may change, and what that person's role allows. */
export type PersonToEdit = { readonly user: UserAnswer; readonly permissions: readonly string[] };

/**
 * Finds a person to change, under the lock of the business's people: nobody changes somebody who may do more, and whoever is
 * limited to some stores changes only those who work in no others.
 *
 * @throws {Fault} `not_found` or `forbidden`
 */
export async function personToEdit(tx: Tx, session: Session, id: Id): Promise<PersonToEdit> {
  await lockNames(tx, session.businessId);
  const user = await readUser(tx, session, id);
  const permissions = await rolePermissions(tx, session.businessId, user.role.id);
  requirePower(session, permissions);
  const isBeyond =
    user.storeIds.length === 0
      ? session.storeIds.length > 0
      : user.storeIds.some((store) => !maySeeStore(session, store));
  if (isBeyond && user.id !== session.userId)
    throw new Fault('forbidden', 'This person works in stores that are not yours. Ask somebody who may see them all.');
  return { user, permissions };
}

/**
 * Refuses what would leave the business without somebody who may do everything.
 *
 * @throws {Fault} `conflict`
 */
export async function requireOtherOwner(tx: Tx, businessId: Id, { user }: PersonToEdit): Promise<void> {
  if (user.role.key !== 'owner') return;
  const others = await tx`
    select 1 from users u join roles r on r.business_id = u.business_id and r.id = u.role_id
    where u.business_id = ${businessId} and u.id <> ${user.id} and u.is_active and not u.is_deleted and u.is_verified
      and u.password_hash is not null and r.key = 'owner' limit 1`;
  if (others.length === 0)
    throw new Fault('conflict', 'This is the last owner who can sign in. Make somebody else an owner first.');
}

/** @throws {Fault} `conflict`: whoever shut the own door could not open it again */
export function requireSomebodyElse(session: Session, { user }: PersonToEdit): void {
  if (user.id === session.userId)
    throw new Fault('conflict', 'This is you. Ask somebody else who may change people to do it.');
}
