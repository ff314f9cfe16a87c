import { z } from 'zod';
import { ERRORS, type ErrorCode } from '#shared/base/error-codes.ts';
import { idSchema } from '#shared/base/ids.ts';

/** Where a page of a list stands in the whole. */
export const pageMetaSchema = z.object({
  page: z.number().int().min(1),
  limit: z.number().int().min(1),
  total: z.number().int().min(0),
  /** The next page of a list that grows without end. */
  nextCursor: z.string().nullable().optional(),
});
export type PageMeta = z.infer<typeof pageMetaSchema>;

/** Every good answer of /api/v1. */
export function answerSchema<Answer extends z.ZodType>(data: Answer) {
  return z.object({ status: z.literal('success'), message: z.string(), data, meta: pageMetaSchema.optional() });
}

const CODES = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);
export const errorCodeSchema = z.enum(CODES);

export const fieldErrorSchema = z.object({ field: z.string(), message: z.string() });
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** Every refusal and fault of /api/v1. `code` is a word of the one catalogue; `errors` has a row per wrong field. */
export const errorAnswerSchema = z.object({
  status: z.literal('error'),
  message: z.string(),
  code: errorCodeSchema,
  errors: z.array(fieldErrorSchema),
  requestId: z.string(),
});
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

export const idParamsSchema = z.object({ id: idSchema });

const LIST_LIMIT_MAX = 200;

/** How many a list gives that is short as a rule and wanted whole, where nothing is said. */
export const wholeListLimitSchema = z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(LIST_LIMIT_MAX);

/** Where to go on in a list that grows without end: `nextCursor` of the page before. */
export const listCursorSchema = z.string().max(200).optional();

/** What every list takes; a list adds its filters and says by what it sorts. */
export const pageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(20),
  /** Searches in the names, codes and numbers of the list. */
  q: z.string().trim().max(100).optional(),
});
