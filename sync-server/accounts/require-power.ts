import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { covers } from '#shared/people/may.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';

/** The permissions of a role. @throws {BadInput} where the business has no such role */
export async function rolePermissions(tx: Tx, businessId: Id, roleId: Id): Promise<readonly string[]> {
  const [role] = await tx<{ permissions: string[] }[]>`
    select permissions from roles where business_id = ${businessId} and id = ${roleId} and not is_deleted`;
  if (role === undefined) throw new BadInput([{ field: 'roleId', message: 'There is no such role.' }]);
  return role.permissions;
}

/**
 * Nobody gives what they don't hold, and nobody takes over somebody who holds more.
 *
 * @throws {Fault} `forbidden`
 */
export function requirePower(session: Session, permissions: readonly string[]): void {
  if (covers(session.permissions, permissions)) return;
  throw new Fault('forbidden', 'This role may do more than yours. Ask somebody whose role holds all of it.');
}
