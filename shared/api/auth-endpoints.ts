import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { secondFactorSchema } from './second-factor-endpoints.ts';
import { emailSchema, newPasswordSchema, sentSchema, tokenParams } from './password-endpoints.ts';

/** Browsers get the refresh token as a cookie that no script can read, programs in the answer. */
const clientSchema = z.enum(['browser', 'program']).default('browser');

export const accessSchema = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.number().int(),
  /** Null where it went into the cookie. */
  refreshToken: z.string().nullable(),
});
export type Access = z.infer<typeof accessSchema>;

export const registerEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/register',
  permission: 'public',
  doc: 'Makes a business with its owner and roles, and sends a message to confirm the e-mail. The answer never says whether the e-mail was known.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({
    businessName: z.string().trim().min(1, 'Give the business a name.').max(120),
    fullName: z.string().trim().min(1, 'Write your name.').max(120),
    email: emailSchema,
    password: newPasswordSchema,
    phone: z.string().trim().max(40).default(''),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'A country is two letters, such as NG.')
      .default('NG'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'A currency is three letters, such as NGN.')
      .default('NGN'),
    locale: z.string().min(2).max(35).default('en-NG'),
    timeZone: z.string().min(1).max(64).default('Africa/Lagos'),
  }),
  answer: sentSchema,
  status: 202,
  example: {
    body: {
      businessName: 'Adeyemi Superstores',
      fullName: 'Folake Adeyemi',
      email: 'owner@adeyemi.example',
      password: 'avocado-toast-at-six',
    },
  },
});

export const verifyEmailEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/verify-email/:token',
  permission: 'public',
  doc: 'Confirms an e-mail address by the link that was sent; the link works once, for a day.',
  params: tokenParams,
  query: NOTHING,
  body: NOTHING,
  answer: sentSchema,
});

export const resendVerificationEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/resend-verification',
  permission: 'public',
  doc: 'Sends the message to confirm an e-mail once more, if there is something to confirm.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ email: emailSchema }),
  answer: sentSchema,
  status: 202,
  example: { body: { email: 'ada@example.com' } },
});

export const loginEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/login',
  permission: 'public',
  doc: 'Signs in by e-mail and password: an access token for 15 minutes and a refresh token for 7 days.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({
    email: emailSchema,
    password: z.string().min(1).max(1000),
    /** Where the account has a second factor; without it the answer is `second_factor_needed`. */
    code: secondFactorSchema.optional(),
    client: clientSchema,
  }),
  answer: accessSchema,
  example: { body: { email: 'owner@adeyemi.example', password: 'avocado-toast-at-six' } },
});

export const refreshEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/refresh',
  permission: 'public',
  doc: 'Changes a refresh token, from the cookie or the body, for a new pair. An old one ends every sign-in that came of it.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ refreshToken: z.string().min(20).max(100).optional() }),
  answer: accessSchema,
  example: { body: { refreshToken: 'Zm9yLWV4YW1wbGUtb25seS1ub3QtYS10b2tlbg' } },
});

export const logoutEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/logout',
  permission: 'own',
  doc: 'Ends this sign-in: its refresh token, from the cookie or the body, works no more.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ refreshToken: z.string().min(20).max(100).optional() }),
  answer: z.object({ signedOut: z.boolean() }),
  isSecret: true,
  example: { body: { refreshToken: 'Zm9yLWV4YW1wbGUtb25seS1ub3QtYS10b2tlbg' } },
});

export const meSchema = z.object({
  id: idSchema,
  fullName: z.string(),
  email: z.string().nullable(),
  phoneNumber: z.string(),
  locale: z.string(),
  hasPin: z.boolean(),
  hasTotp: z.boolean(),
  role: z.object({ key: z.string(), name: z.string() }),
  permissions: z.array(z.string()),
  /** Empty: all stores. */
  storeIds: z.array(idSchema),
  business: z.object({
    id: idSchema,
    name: z.string(),
    currency: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    dayStartMinutes: z.number().int(),
  }),
});
export type Me = z.infer<typeof meSchema>;

export const meEndpoint = defineEndpoint({
  area: 'auth',
  method: 'get',
  path: '/auth/me',
  permission: 'own',
  doc: 'Who is signed in, what that person may do, and the business.',
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  answer: meSchema,
  isVersioned: true,
});
