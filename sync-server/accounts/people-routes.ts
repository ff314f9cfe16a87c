import { addUserEndpoint, getUserEndpoint, listUsersEndpoint, setPinEndpoint } from '#shared/api/people-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { addUser } from './add-user.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { hashPin } from './pin.ts';
import { listUsers, readUser } from './read-users.ts';
import { personToEdit } from './person-to-edit.ts';

/** /users: the people of a business, and how one is added. */
export function mountPeople(api: Api): void {
  serve(api, listUsersEndpoint, async ({ tx, session, query }) => {
    const { rows, total } = await listUsers(tx, session, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, getUserEndpoint, async ({ tx, session, params }) => ({
    data: await readUser(tx, session, params.id),
  }));
  serve(api, addUserEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addUser(tx, deps, { session, caller }, body),
    message:
      body.email === undefined
        ? 'The person was added.'
        : 'The person was added; a message was sent to confirm the address.',
  }));
  serve(api, setPinEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const { user, permissions } = await personToEdit(tx, session, params.id);
    checkVersion(user);
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
      data: await readUser(tx, session, user.id),
      message: 'The PIN is set; tills get it with their next contact.',
    };
  });
}
