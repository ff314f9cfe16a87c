import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { endOfDayQuerySchema, endOfDaySchema, salesSummaryQuerySchema, salesSummarySchema } from '../reports.ts';
import { saleDetailSchema, saleRowSchema, salesListQuerySchema } from '../sales.ts';
import { doRoute, nothingSchema, readRoute } from './api-route.ts';
import { enrolmentCodeSchema, meSchema, signedInSchema, storeRowSchema, tillRowSchema } from './owner-answers.ts';

const doneSchema = z.unknown();
const emailSchema = z.email().max(254);

export const loginRoute = doRoute(
  '/auth/login',
  { body: z.object({ email: emailSchema, password: z.string().min(1).max(200) }), answer: signedInSchema },
  true,
);
export const refreshRoute = doRoute('/auth/refresh', { body: nothingSchema, answer: signedInSchema }, true);
export const logoutRoute = doRoute('/auth/logout', { body: nothingSchema, answer: doneSchema });
export const registerRoute = doRoute(
  '/auth/register',
  {
    body: z.object({ businessName: z.string(), fullName: z.string(), email: emailSchema, password: z.string() }),
    answer: doneSchema,
  },
  true,
);
export const verifyEmailRoute = doRoute('/auth/verify-email/:token', { body: nothingSchema, answer: doneSchema }, true);
export const resendVerificationRoute = doRoute(
  '/auth/resend-verification',
  { body: z.object({ email: emailSchema }), answer: doneSchema },
  true,
);
export const meRoute = readRoute('/auth/me', { query: nothingSchema, answer: meSchema });

export const storesRoute = readRoute('/stores', {
  query: z.object({ limit: z.number().int() }),
  answer: z.array(storeRowSchema),
});
export const storeTillsRoute = readRoute('/stores/:storeId/tills', {
  query: z.object({ limit: z.number().int() }),
  answer: z.array(tillRowSchema),
});
export const enrolmentCodeRoute = doRoute('/stores/:storeId/tills/enrolment-code', {
  body: z.object({ replaces: idSchema.optional() }),
  answer: enrolmentCodeSchema,
});
export const revokeTillRoute = doRoute('/tills/:tillId/revoke', { body: nothingSchema, answer: doneSchema });

export const salesSummaryRoute = readRoute('/reports/sales-summary', {
  query: salesSummaryQuerySchema,
  answer: salesSummarySchema,
});
export const endOfDayRoute = readRoute('/reports/end-of-day', { query: endOfDayQuerySchema, answer: endOfDaySchema });
export const salesRoute = readRoute('/sales', { query: salesListQuerySchema, answer: z.array(saleRowSchema) });
export const saleRoute = readRoute('/sales/:saleId', { query: nothingSchema, answer: saleDetailSchema });
