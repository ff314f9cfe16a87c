import { z } from 'zod';

export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route of /api/v1: what goes in, what comes out, and whether it needs somebody signed in. */
export type ApiRoute<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: ApiMethod;
  /** Below /api/v1, with `:names` for what `params` fills in. */
  readonly path: string;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  readonly isPublic: boolean;
};

/** No query, or no body. */
export const nothingSchema = z.undefined();

/** A route that reads. */
export function readRoute<Query extends z.ZodType, Answer extends z.ZodType>(
  path: string,
  schemas: { query: Query; answer: Answer },
): ApiRoute<Query, typeof nothingSchema, Answer> {
  return { method: 'GET', path, query: schemas.query, body: nothingSchema, answer: schemas.answer, isPublic: false };
}

/** A route that does something; `isPublic` where nobody needs to be signed in. */
export function doRoute<Body extends z.ZodType, Answer extends z.ZodType>(
  path: string,
  schemas: { body: Body; answer: Answer },
  isPublic = false,
): ApiRoute<typeof nothingSchema, Body, Answer> {
  return { method: 'POST', path, query: nothingSchema, body: schemas.body, answer: schemas.answer, isPublic };
}
