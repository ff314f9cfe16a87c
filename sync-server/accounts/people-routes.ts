import {
  addUserEndpoint,
  getUserEndpoint,
  listRolesEndpoint,
  listUsersEndpoint,
  roleAnswerSchema,
  setPinEndpoint,
} from '#shared/api/people-endpoints.ts';
import { isFixedRole } from '#shared/people/system-roles.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { listRecords } from '#server/sync/web-edits/read-records.ts';
import { addUser } from './add-user.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { hashPin } from './pin.ts';
import { listUsers, readUser } from './read-users.ts';
import { requirePower, rolePermissions } from './require-power.ts';

const ROLES_MAX = 200;
const storedRole = roleAnswerSchema.omit({ isFixed: true });

/** /users and /roles: the people of a business and what they may do. */
export function mountPeople(api: Api): void {
  serve(api, listRolesEndpoint, async ({ tx, session }) => {
    const of = {
      businessId: session.businessId,
      kind: 'role',
      where: tx``,
      orderBy: tx`t.created_at, lower(t.name)`,
      page: 1,
      limit: ROLES_MAX,
    } as const;
    const { rows, total } = await listRecords(tx, of, storedRole);
    return {
      data: rows.map((role) => ({ ...role, isFixed: isFixedRole(role.key) })),
      meta: { page: 1, limit: ROLES_MAX, total },
    };
  });
  serve(api, listUsersEndpoint, async ({ tx, session, query }) => {
    const { rows, total } = await listUsers(tx, session.businessId, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, getUserEndpoint, async ({ tx, session, params }) => ({
    data: await readUser(tx, session.businessId, params.id),
  }));
  serve(api, addUserEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addUser(tx, deps, { session, caller }, body),
    message:
      body.email === undefined
        ? 'The person was added.'
        : 'The person was added; a message was sent to confirm the address.',
  }));
  serve(api, setPinEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    const user = await readUser(tx, session.businessId, params.id);
    const permissions = await rolePermissions(tx, session.businessId, user.role.id);
    requirePower(session, permissions);
    const fault = pinFault(body.pin, permissions);
    if (fault !== undefined) throw new BadInput([{ field: 'pin', message: fault }]);
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [
          {
            kind: 'staff',
            id: user.id,
            op: 'put',
            fields: { pinHash: await hashPin(body.pin), pinLength: body.pin.length },
          },
        ],
        audited: { action: 'user.pin_set', entityType: 'user', entityId: user.id },
      },
    );
    return {
      data: await readUser(tx, session.businessId, user.id),
      message: 'The PIN is set; tills get it with their next contact.',
    };
  });
}
