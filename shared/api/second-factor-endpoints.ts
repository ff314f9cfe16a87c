import { z } from 'zod';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { currentPasswordSchema } from './password-endpoints.ts';

/** Six digits of the app, or one of the codes on paper. */
export const secondFactorSchema = z.string().trim().min(6, 'Type the code.').max(40);

export const enableTotpEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/totp/enable',
  permission: 'own',
  doc: 'Begins a second factor: gives the secret for an authenticator app. It counts once a code of it is confirmed.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ currentPassword: currentPasswordSchema }),
  answer: z.object({
    /** Base32, to type into an app that can’t read the picture. */
    secret: z.string(),
    /** What the picture holds, as authenticator apps read it. */
    uri: z.string(),
  }),
  isSecret: true,
  example: { body: { currentPassword: 'avocado-toast-at-six' } },
});

export const confirmTotpEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/totp/confirm',
  permission: 'own',
  doc: 'Confirms the second factor by a code of the app. Gives ten recovery codes, shown this once; earlier ones work no more.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ code: secondFactorSchema }),
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
  isSecret: true,
  example: { body: { code: '492039' } },
});

export const disableTotpEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/totp/disable',
  permission: 'own',
  doc: 'Ends the second factor, proven by the password and a code of the app or on paper.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ currentPassword: currentPasswordSchema, code: secondFactorSchema }),
  answer: z.object({ hasTotp: z.boolean() }),
  isSecret: true,
  example: { body: { currentPassword: 'avocado-toast-at-six', code: '492039' } },
});
