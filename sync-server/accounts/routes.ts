import {
  loginEndpoint,
  logoutEndpoint,
  meEndpoint,
  refreshEndpoint,
  registerEndpoint,
  resendVerificationEndpoint,
  verifyEmailEndpoint,
} from '#shared/api/auth-endpoints.ts';
import { forgotPasswordEndpoint, resetPasswordEndpoint } from '#shared/api/password-endpoints.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import type { Api } from '../platform/http/api.ts';
import { callerOf } from '../platform/http/request-env.ts';
import { spend } from '../platform/http/spend.ts';
import { serve, servePublic } from '../platform/http/serve.ts';
import { adoptEndpoint } from '../sync/alone-endpoints.ts';
import { readJson, serveTill } from '../sync/door/serve-till.ts';
import { type ServerKey, openServerKey } from '../sync/door/server-key.ts';
import { readBody } from '../sync/push/read-body.ts';
import { adoptTill } from './adopt-till.ts';
import { resendVerification, verifyEmail } from './confirm-email.ts';
import { endFamily, findToken, spendToken } from './one-time-token.ts';
import { readMe } from './read-me.ts';
import { clearRefreshCookie, refreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { refresh } from './refresh.ts';
import { register } from './register.ts';
import { forgotPassword, resetPassword } from './reset-password.ts';
import { signIn } from './sign-in.ts';
import { withSealing } from './with-sealing.ts';

/** /auth: registration, confirmation of the address, sign-in, refresh, sign-out. */
export function mountAccounts(api: Api): void {
  const sealing = withSealing();
  const isHttps = (): boolean => api.deps.config.publicUrl.startsWith('https:');
  servePublic(api, registerEndpoint, async ({ body, caller }, deps) => {
    await register(deps, body, caller);
    return { data: { email: body.email }, message: 'A message was sent to confirm the address.' };
  });
  servePublic(api, verifyEmailEndpoint, async ({ params, caller }, deps) => ({
    data: { email: await verifyEmail(deps, params.token, caller) },
    message: 'The address is confirmed. You can sign in now.',
  }));
  servePublic(api, resendVerificationEndpoint, async ({ body, caller }, deps) => {
    deps.later(() => resendVerification(deps, body.email, caller));
    return { data: { email: body.email }, message: 'If there is something to confirm, a message was sent.' };
  });
  mountPasswords(api);
  servePublic(api, loginEndpoint, async ({ body, caller, context }, deps) => {
    const signedIn = await signIn(sealing(deps), body, caller);
    if (body.client === 'program') return { data: signedIn };
    setRefreshCookie(context, signedIn.refreshToken, isHttps());
    return { data: { ...signedIn, refreshToken: null } };
  });
  servePublic(api, refreshEndpoint, async ({ body, caller, context }, deps) => {
    const signedIn = await refresh(deps, body.refreshToken ?? refreshCookie(context), caller);
    if (body.refreshToken !== undefined) return { data: signedIn };
    setRefreshCookie(context, signedIn.refreshToken, isHttps());
    return { data: { ...signedIn, refreshToken: null } };
  });
  serve(api, logoutEndpoint, async ({ body, context, tx, session, caller }, deps) => {
    const token = body.refreshToken ?? refreshCookie(context);
    const found = token === undefined ? undefined : await findToken(deps.pool, token);
    if (found?.userId === session.userId) {
      const { family } = await spendToken(tx, found, deps.nowMs());
      await endFamily(tx, session.businessId, family, deps.nowMs());
    }
    await writeAudit(
      tx,
      deps,
      { session, caller },
      { action: 'sign_out', entityType: 'user', entityId: session.userId },
    );
    clearRefreshCookie(context, isHttps());
    return { data: { signedOut: true }, message: 'Signed out.' };
  });
  serve(api, meEndpoint, async ({ tx, session }) => ({ data: await readMe(tx, session) }));
}

function mountPasswords(api: Api): void {
  servePublic(api, forgotPasswordEndpoint, async ({ body, caller }, deps) => {
    deps.later(() => forgotPassword(deps, body.email, caller));
    return { data: { email: body.email }, message: 'If the address belongs to an account, a message was sent.' };
  });
  servePublic(api, resetPasswordEndpoint, async ({ params, body, caller }, deps) => ({
    data: { email: await resetPassword(deps, { token: params.token, password: body.password }, caller) },
    message: 'The password is changed. Sign in with the new one.',
  }));
}

/** A thousand records of people and settings; nobody signed for them yet. */
const ADOPT_BYTES_MAX = 2 * 1024 * 1024;

/** /sync/adopt stands here, since it makes an account. */
export function mountAdoption(api: Api): void {
  let key: ServerKey | null = null;
  serveTill(api, adoptEndpoint, async (context) => {
    await spend(context, api.deps.budgets, adoptEndpoint, null);
    const asked = readJson(adoptEndpoint.body, (await readBody(context.req.raw, ADOPT_BYTES_MAX)).text);
    const serverKey = (): ServerKey => (key ??= openServerKey(api.deps.config.serverKeyFile));
    return adoptTill({ ...api.deps, serverKey }, asked, callerOf(context));
  });
}
