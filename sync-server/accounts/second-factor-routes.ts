import { confirmTotpEndpoint, disableTotpEndpoint, enableTotpEndpoint } from '#shared/api/second-factor-endpoints.ts';
import type { Api } from '../platform/http/api.ts';
import { serve } from '../platform/http/serve.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import { confirmTotp, disableTotp, enableTotp } from './second-factor.ts';
import { withSealing } from './with-sealing.ts';

/** /auth/totp: the second factor of the own account. */
export function mountSecondFactor(api: Api): void {
  const sealing = withSealing();
  serve(api, enableTotpEndpoint, async ({ tx, session, caller, body }, deps: ServerDeps) => ({
    data: await enableTotp(tx, sealing(deps), { session, caller }, body.currentPassword),
    message: 'Scan the picture with your authenticator app, then type the code that it shows.',
  }));
  serve(api, confirmTotpEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: { recoveryCodes: await confirmTotp(tx, sealing(deps), { session, caller }, body.code) },
    message: 'The second factor counts from now on. Print the recovery codes: they are shown this once.',
  }));
  serve(api, disableTotpEndpoint, async ({ tx, session, caller, body }, deps) => {
    await disableTotp(tx, sealing(deps), { session, caller }, body);
    return { data: { hasTotp: false }, message: 'The second factor has ended; the password alone signs in.' };
  });
}
