import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { staffSchema } from '#shared/people/people-records.ts';
import { meSchema } from './auth-endpoints.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema, wholeListLimitSchema } from './envelope.ts';
import { currentPasswordSchema, newPasswordSchema } from './password-endpoints.ts';
import { pinSchema } from './people-endpoints.ts';

export const editMeEndpoint = defineEndpoint({
  area: 'auth',
  method: 'put',
  path: '/auth/me',
  permission: 'own',
  doc: 'Changes the own name, phone number or language.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({
    fullName: staffSchema.shape.fullName.trim().min(1, 'Write your name.').optional(),
    phoneNumber: z.string().trim().max(40).optional(),
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language is written as en or en-NG.')
      .max(35)
      .optional(),
  }),
  answer: meSchema,
  isVersioned: true,
  example: { body: { phoneNumber: '+234 801 234 5678' } },
});

export const changePasswordEndpoint = defineEndpoint({
  area: 'auth',
  method: 'put',
  path: '/auth/me/password',
  permission: 'own',
  doc: 'Changes the own password, by the version of GET /auth/me. Every other sign-in of the account ends; this one stays where its refresh token comes along.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({
    currentPassword: currentPasswordSchema,
    newPassword: newPasswordSchema,
    /** Of a program; a browser's comes as the cookie. */
    refreshToken: z.string().min(20).max(100).optional(),
  }),
  answer: z.object({ endedSignIns: z.number().int().min(0) }),
  isVersioned: true,
  example: { body: { currentPassword: 'avocado-toast-at-six', newPassword: 'mango-season-in-april' } },
});

export const setOwnPinEndpoint = defineEndpoint({
  area: 'auth',
  method: 'put',
  path: '/auth/me/pin',
  permission: 'own',
  doc: 'Sets the own PIN for the tills, proven by the password.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ currentPassword: currentPasswordSchema, pin: pinSchema }),
  answer: meSchema,
  isVersioned: true,
  example: { body: { currentPassword: 'avocado-toast-at-six', pin: '730164' } },
});

export const signInSchema = z.object({
  id: idSchema,
  signedInAt: z.string(),
  lastUsedAt: z.string(),
  expiresAt: z.string(),
  address: z.string(),
  agent: z.string(),
  /** Whether this request came from it; known of browsers only. */
  isThis: z.boolean(),
});

export const listSessionsEndpoint = defineEndpoint({
  area: 'auth',
  method: 'get',
  path: '/auth/sessions',
  permission: 'own',
  doc: 'Where the account is signed in now, the last used first.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    limit: wholeListLimitSchema,
    sort: z.enum(['-lastUsedAt', 'lastUsedAt']).default('-lastUsedAt'),
  }),
  body: NOTHING,
  answer: z.array(signInSchema),
});

export const endSessionEndpoint = defineEndpoint({
  area: 'auth',
  method: 'delete',
  path: '/auth/sessions/:id',
  permission: 'own',
  doc: 'Ends one sign-in of the own account: it works on for the quarter of an hour of its access token at most.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: z.object({ id: idSchema, ended: z.boolean() }),
});
