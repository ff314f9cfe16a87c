import { listRolesEndpoint } from '#shared/api/people-endpoints.ts';
import {
  PERMISSION_LIST,
  addRoleEndpoint,
  editRoleEndpoint,
  getRoleEndpoint,
  listPermissionsEndpoint,
  removeRoleEndpoint,
} from '#shared/api/role-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { addRole, editRole, listRoles, readRole, removeRole } from './edit-role.ts';

/** /roles: what the people of a business may do. */
export function mountRoles(api: Api): void {
  serve(api, listRolesEndpoint, async ({ tx, session, query }) => {
    const { rows, total } = await listRoles(tx, session, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, listPermissionsEndpoint, async () => {
    const total = PERMISSION_LIST.length;
    return Promise.resolve({ data: PERMISSION_LIST, meta: { page: 1, limit: total, total } });
  });
  serve(api, getRoleEndpoint, async ({ tx, session, params }) => ({
    data: await readRole(tx, session.businessId, params.id),
  }));
  serve(api, addRoleEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addRole(tx, deps, { session, caller }, body),
    message: 'The role was made.',
  }));
  serve(api, editRoleEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const { role, pinsTaken } = await editRole(tx, deps, { session, caller }, { id: params.id, body, checkVersion });
    const message = 'The role is changed; it counts at once, and at tills with their next contact.';
    return { data: role, message: `${message}${sentenceOfPins(pinsTaken)}` };
  });
  serve(api, removeRoleEndpoint, async ({ tx, session, caller, params }, deps) => {
    await removeRole(tx, deps, { session, caller }, params.id);
    return { data: { id: params.id, archived: false }, message: 'The role was removed.' };
  });
}

function sentenceOfPins(taken: number): string {
  if (taken === 0) return '';
  const which = taken === 1 ? 'One PIN was too short for it and is' : `${taken} PINs were too short for it and are`;
  return ` ${which} taken back: set longer ones of six digits or more.`;
}
