import { z } from 'zod';
import { ApiFault } from './api-fault.ts';
import { type ApiAnswer, type ApiResponse, listMetaSchema } from './api-message.ts';
import type { ApiRoute } from './api-route.ts';

const successSchema = z.object({
  status: z.literal('success'),
  data: z.unknown().optional(),
  meta: listMetaSchema.optional(),
});

const errorSchema = z.object({
  status: z.literal('error'),
  message: z.string(),
  code: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
  requestId: z.string().optional(),
});

/** The data of an answer, held against the route's schema; an error of the office is thrown as an `ApiFault`. */
export function readAnswer<Answer extends z.ZodType>(
  route: ApiRoute<z.ZodType, z.ZodType, Answer>,
  response: ApiResponse,
): ApiAnswer<z.output<Answer>> {
  const error = errorSchema.safeParse(response.json);
  if (error.success) {
    throw new ApiFault(error.data.message, {
      code: error.data.code,
      status: response.status,
      fields: error.data.errors,
      requestId: error.data.requestId ?? null,
      retryAfterSeconds: secondsOf(response.header('retry-after')),
    });
  }
  const envelope = successSchema.safeParse(response.json);
  if (!envelope.success) throw oddAnswer(route, response, envelope.error);
  const data = route.answer.safeParse(envelope.data.data);
  if (!data.success) throw oddAnswer(route, response, data.error);
  return { data: data.data, meta: envelope.data.meta ?? null };
}

/** Somebody else answered (a hotel's sign-in page), or an office of another version. */
function oddAnswer(route: ApiRoute, response: ApiResponse, cause: unknown): ApiFault {
  return new ApiFault(`${route.method} ${route.path} was answered in another form.`, {
    code: 'office_answer_odd',
    status: response.status,
    requestId: response.header('x-request-id'),
    cause,
  });
}

function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
}
