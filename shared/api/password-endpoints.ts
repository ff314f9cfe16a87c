import { z } from 'zod';
import { NOTHING, defineEndpoint } from './endpoint.ts';

export const emailSchema = z.string().trim().toLowerCase().pipe(z.email('Write the whole e-mail address.').max(254));
export const tokenParams = z.object({ token: z.string().min(20).max(100) });
/** Whether it is good enough is the server's to say, in words. */
export const newPasswordSchema = z.string().max(1000);
export const currentPasswordSchema = z.string().min(1, 'Write your password.').max(1000);
export const sentSchema = z.object({ email: z.string() });

export const forgotPasswordEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/forgot-password',
  permission: 'public',
  doc: 'Sends a link to choose a new password, if the e-mail belongs to an account. The answer never says whether it does.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({ email: emailSchema }),
  answer: sentSchema,
  status: 202,
  example: { body: { email: 'owner@adeyemi.example' } },
});

export const resetPasswordEndpoint = defineEndpoint({
  area: 'auth',
  method: 'post',
  path: '/auth/reset-password/:token',
  permission: 'public',
  doc: 'Sets a new password by the link that was sent, which works once, for an hour. Every sign-in of the account ends.',
  params: tokenParams,
  query: NOTHING,
  body: z.object({ password: newPasswordSchema }),
  answer: sentSchema,
  example: { body: { password: 'mango-season-in-april' } },
});
