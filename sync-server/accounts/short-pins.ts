import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { isPinLongEnough } from '#shared/people/pin-fault.ts';
import type { Tx } from '#server/store/pool.ts';

/** Takes back the PINs of a role's people that are too short for what the role allows from now on. */
export async function shortPinsTaken(
  tx: Tx,
  businessId: Id,
  role: { readonly id: Id; readonly permissions: readonly string[] },
): Promise<RecordEdit[]> {
  const people = await tx<{ id: Id; pin_length: number }[]>`
    select id, pin_length from users
    where business_id = ${businessId} and role_id = ${role.id} and pin_length is not null and not is_deleted order by id`;
  return people
    .filter(({ pin_length }) => !isPinLongEnough(pin_length, role.permissions))
    .map(({ id }): RecordEdit => ({ kind: 'staff', id, op: 'put', fields: { pinHash: null, pinLength: null } }));
}
