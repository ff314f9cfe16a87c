import {
  acceptInviteEndpoint,
  activateUserEndpoint,
  deactivateUserEndpoint,
  editUserEndpoint,
  inviteUserEndpoint,
  removeUserEndpoint,
  setRoleEndpoint,
} from '#shared/api/staffing-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve, servePublic } from '#server/platform/http/serve.ts';
import { editUser, removeUser, setActive, setRole } from './edit-user.ts';
import { acceptInvite, inviteUser } from './invite-user.ts';

/** /users: invitations, and what changes of a person. */
export function mountStaffing(api: Api): void {
  serve(api, inviteUserEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await inviteUser(tx, deps, { session, caller }, body),
    message: `An invitation is on its way to ${body.email}.`,
  }));
  servePublic(api, acceptInviteEndpoint, async ({ params, body, caller }, deps) => ({
    data: { email: await acceptInvite(deps, { ...body, token: params.token }, caller) },
    message: 'Welcome. Sign in with the e-mail and the new password.',
  }));
  serve(api, editUserEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => ({
    data: await editUser(tx, deps, { session, caller }, { id: params.id, body, checkVersion }),
    message: 'Saved.',
  }));
  serve(api, setRoleEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const asked = { id: params.id, roleId: body.roleId, checkVersion };
    const { user, isPinTaken } = await setRole(tx, deps, { session, caller }, asked);
    const message = isPinTaken
      ? 'The role is set. The PIN was too short for it and is taken back: set one of six digits or more.'
      : 'The role is set; it counts at once, and at tills with their next contact.';
    return { data: user, message };
  });
  serve(api, activateUserEndpoint, async ({ tx, session, caller, params, checkVersion }, deps) => ({
    data: await setActive(tx, deps, { session, caller }, { id: params.id, isActive: true, checkVersion }),
    message: 'This person may sign in again.',
  }));
  serve(api, deactivateUserEndpoint, async ({ tx, session, caller, params, checkVersion }, deps) => ({
    data: await setActive(tx, deps, { session, caller }, { id: params.id, isActive: false, checkVersion }),
    message: 'This person is out; tills learn it with their next contact.',
  }));
  serve(api, removeUserEndpoint, async ({ tx, session, caller, params }, deps) => {
    await removeUser(tx, deps, { session, caller }, params.id);
    return { data: { id: params.id, archived: true }, message: 'Removed; receipts and reports keep the name.' };
  });
}
