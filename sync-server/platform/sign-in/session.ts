import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { may } from '#shared/people/may.ts';
import { roleLimitsSchema } from '#shared/people/people-records.ts';
import type { Permission } from '#shared/people/permissions.ts';
import type { Pool } from '../../store/pool.ts';

const sessionSchema = z.object({
  businessId: idSchema,
  userId: idSchema,
  fullName: z.string(),
  roleKey: z.string(),
  permissions: z.array(z.string()),
  limits: roleLimitsSchema,
  /** Empty: all stores. */
  storeIds: z.array(idSchema),
});

/** Who asks, and what that person may do at this moment. */
export type Session = z.infer<typeof sessionSchema>;

/** Reads role and stores anew, so that a deactivated user or a changed role counts at once. */
export async function findSession(pool: Pool, userId: Id): Promise<Session> {
  const [row] = await pool`
    select business_id as "businessId", user_id as "userId", full_name as "fullName", role_key as "roleKey",
      permissions, limits, store_ids as "storeIds"
    from find_session(${userId})`;
  if (row === undefined) throw new Fault('not_signed_in', 'This account is not active any more.');
  return sessionSchema.parse(row);
}

/** @throws {Fault} `forbidden`, naming the permission */
export function requirePermission(session: Session, permission: Permission): void {
  if (may(session.permissions, permission)) return;
  throw new Fault('forbidden', `Your role does not allow this: it needs ${permission}. Ask somebody who may.`);
}

/** Whether somebody limited to some stores may see this one. */
export function maySeeStore(session: Pick<Session, 'storeIds'>, storeId: Id): boolean {
  return session.storeIds.length === 0 || session.storeIds.includes(storeId);
}

/** @throws {Fault} `not_found`: a store beyond the limits is as good as not there */
export function requireStore(session: Pick<Session, 'storeIds'>, storeId: Id): void {
  if (!maySeeStore(session, storeId)) throw new Fault('not_found', 'There is no such store.');
}
