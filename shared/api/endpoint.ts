import { z } from 'zod';
import type { Permission } from '#shared/people/permissions.ts';

/** For what an endpoint does not take: no parameters, no query, no body. */
export const NOTHING = z.object({});

/**
 * One route of /api/v1 as data: the server validates by it, the client calls by it, the OpenAPI document is printed from it.
 *
 * @property path under /api/v1, such as `/products/:id`
 * @property permission what the caller's role needs; `own` is anybody signed in, `public` anybody at all
 * @property answer what `data` of the envelope holds; of a list, all of it (an array)
 * @property isVersioned answers carry an ETag, and a PUT must name it in If-Match
 * @property upload the body is a file instead of JSON: raw as one of these types, or as the part `file` of a multipart form
 * @property download a good answer is a file of one of these types instead of the JSON envelope; `answer` is then NOTHING
 * @property alsoAs types of files in which a good answer may come instead of the JSON envelope, where the query asks for it
 * @property asTill a till calls it with a token of its own, which the door itself checks (`permission` is then public); `or_person`: somebody signed in may too
 * @property isSecret the answer is shown once and never kept: a repeated Idempotency-Key is a conflict
 */
export interface Endpoint<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly area: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly permission: Permission | 'own' | 'public';
  readonly doc: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  readonly status?: 200 | 201 | 202;
  readonly isVersioned?: boolean;
  readonly isSecret?: boolean;
  readonly asTill?: 'only' | 'or_person';
  readonly upload?: { readonly mediaTypes: readonly string[]; readonly bytesMax: number };
  readonly download?: readonly string[];
  readonly alsoAs?: readonly string[];
  readonly example?: { readonly body?: z.input<Body>; readonly query?: z.input<Query> };
}

/** Whether a request by this method carries a body. */
export function takesBody({ method }: Pick<Endpoint, 'method'>): boolean {
  return method === 'post' || method === 'put' || method === 'patch';
}

export function defineEndpoint<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(endpoint: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return endpoint;
}
