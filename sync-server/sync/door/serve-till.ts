import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { readInput } from '#server/platform/http/bad-input.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Api } from '#server/platform/http/api.ts';
import type { RequestContext } from '#server/platform/http/request-env.ts';
import { SequenceGap } from '../push/sequence-gap.ts';

const compress = promisify(gzip);
const COMPRESS_FROM_BYTES = 1024;

/** Serves an endpoint to tills: the envelope, compressed where the till can read it. */
export function serveTill<A extends z.ZodType>(
  api: Api,
  endpoint: Endpoint<z.ZodObject, z.ZodObject, z.ZodType, A>,
  handle: (context: RequestContext) => Promise<z.input<A>>,
): void {
  api.add(endpoint, async (context) => {
    try {
      const data = endpoint.answer.parse(await handle(context));
      return await respond(context, JSON.stringify(data));
    } catch (error) {
      if (error instanceof SequenceGap) return gapAnswer(context, error);
      throw error;
    }
  });
}

/**
 * Serves a page of rows that are JSON already: they go out as they are, and only what stands around them is looked at.
 *
 * @param handle the rows, and the rest of the answer without them
 */
export function servePage(
  api: Api,
  endpoint: Endpoint<z.ZodObject, z.ZodObject, z.ZodType, z.ZodObject<{ changes: z.ZodArray }>>,
  handle: (context: RequestContext) => Promise<{ readonly changes: readonly string[]; readonly rest: object }>,
): void {
  api.add(endpoint, async (context) => {
    const { changes, rest } = await handle(context);
    const { changes: _none, ...checked } = endpoint.answer.parse({ ...rest, changes: [] });
    return respond(context, `{"changes":[${changes.join(',')}],${JSON.stringify(checked).slice(1)}`);
  });
}

async function respond(context: RequestContext, data: string): Promise<Response> {
  const text = `{"status":"success","message":"Done.","data":${data}}`;
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=UTF-8',
    'cache-control': 'no-store',
  };
  const takesGzip = (context.req.header('accept-encoding') ?? '').includes('gzip');
  if (!takesGzip || text.length < COMPRESS_FROM_BYTES) return context.newResponse(text, 200, headers);
  const bytes = await compress(text, { level: 1 });
  return context.newResponse(new Uint8Array(bytes), 200, { ...headers, 'content-encoding': 'gzip' });
}

/** A gap says which number must come next. */
function gapAnswer(context: RequestContext, gap: SequenceGap): Response {
  const errors = [{ field: 'expected', message: String(gap.expected) }];
  const body = {
    status: 'error',
    message: gap.message,
    code: gap.code,
    errors,
    expected: gap.expected,
    requestId: context.get('requestId'),
  };
  return context.newResponse(JSON.stringify(body), 409, {
    'content-type': 'application/json; charset=UTF-8',
    'cache-control': 'no-store',
  });
}

/** JSON by its schema, or the fault that makes the till send less at once. */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  return readInput(schema, parseJson(text), 'body');
}

/** @throws {Fault} `malformed` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('malformed', `${ERRORS.malformed.happened} ${ERRORS.malformed.action}`, { cause });
  }
}
