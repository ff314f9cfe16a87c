import { meSchema } from '#shared/api/auth-endpoints.ts';
import {
  changePasswordEndpoint,
  editMeEndpoint,
  endSessionEndpoint,
  listSessionsEndpoint,
  setOwnPinEndpoint,
} from '#shared/api/own-account-endpoints.ts';
import type { Api } from '../platform/http/api.ts';
import { serve } from '../platform/http/serve.ts';
import { changePassword, editMe, setOwnPin } from './edit-me.ts';
import { readMe } from './read-me.ts';
import { refreshCookie } from './refresh-cookie.ts';
import { endSignIn, listSignIns } from './sign-ins.ts';

/** The own account of whoever is signed in: name, password, PIN, and where it is signed in. */
export function mountOwnAccount(api: Api): void {
  serve(api, editMeEndpoint, async ({ tx, session, caller, body, checkVersion }, deps) => ({
    data: await editMe(tx, deps, { session, caller, checkVersion }, body),
    message: 'Your account is changed.',
  }));
  serve(api, changePasswordEndpoint, async ({ tx, session, caller, body, context, checkVersion }, deps) => {
    const refreshToken = body.refreshToken ?? refreshCookie(context);
    const by = { session, caller, checkVersion };
    const endedSignIns = await changePassword(tx, deps, by, { ...body, refreshToken });
    const message = 'The password is changed; every other sign-in has ended.';
    return { data: { endedSignIns }, version: meSchema.parse(await readMe(tx, session)), message };
  });
  serve(api, setOwnPinEndpoint, async ({ tx, session, caller, body, checkVersion }, deps) => ({
    data: await setOwnPin(tx, deps, { session, caller, checkVersion }, body),
    message: 'Your PIN is set; tills get it with their next contact.',
  }));
  serve(api, listSessionsEndpoint, async ({ tx, session, query, context }, deps) => {
    const asked = { refreshToken: refreshCookie(context), query, nowMs: deps.nowMs() };
    const { rows, total } = await listSignIns(tx, session, asked);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, endSessionEndpoint, async ({ tx, session, caller, params }, deps) => {
    await endSignIn(tx, deps, { session, caller }, params.id);
    return { data: { id: params.id, ended: true }, message: 'That sign-in has ended.' };
  });
}
