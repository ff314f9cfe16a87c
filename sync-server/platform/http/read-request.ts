import type { z } from 'zod';
import { type Endpoint, takesBody } from '#shared/api/endpoint.ts';
import { Fault } from '#shared/base/fault.ts';
import { readInput } from './bad-input.ts';
import type { RequestContext } from './request-env.ts';
import { requireStorable } from './storable.ts';

export interface ReadRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body as it came. */
  readonly bodyText: string;
}

/**
 * Reads a request by its endpoint's schemas.
 *
 * @throws {Fault} `not_found` for an address that can't be one, `unsupported_media`, `malformed`, or BadInput
 */
export async function readRequest<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  context: RequestContext,
  endpoint: Endpoint<P, Q, B, A>,
): Promise<ReadRequest<z.output<P>, z.output<Q>, z.output<B>>> {
  const address = readAddress(context, endpoint);
  const bodyText = takesBody(endpoint) ? await context.req.text() : '';
  return { ...address, body: readInput(endpoint.body, parseBody(context, bodyText), 'body'), bodyText };
}

/** Reads what stands in a request's address. @throws {Fault} `not_found` for one that can't be, or BadInput */
export function readAddress<P extends z.ZodObject, Q extends z.ZodObject>(
  context: RequestContext,
  endpoint: Pick<Endpoint<P, Q>, 'params' | 'query'>,
): { readonly params: z.output<P>; readonly query: z.output<Q> } {
  const params = endpoint.params.safeParse(context.req.param());
  if (!params.success) throw new Fault('not_found', 'It is not here. Check the address or the id.');
  requireStorable(context.req.query());
  return { params: params.data, query: readInput(endpoint.query, context.req.query(), 'query') };
}

function parseBody(context: RequestContext, text: string): unknown {
  if (text === '') return {};
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    throw new Fault(
      'unsupported_media',
      'The request is in a form that is not understood here. Send JSON, as application/json.',
    );
  }
  const parsed = parseJson(text);
  requireStorable(parsed);
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('malformed', 'The request is not well-formed JSON. Check that it is complete.', { cause });
  }
}
