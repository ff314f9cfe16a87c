import type { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { Session } from '../sign-in/session.ts';
import type { Api } from './api.ts';
import { readRequest } from './read-request.ts';
import { type Caller, type RequestContext, callerOf } from './request-env.ts';
import { admit } from './serve.ts';

/** A file as an answer: whole, or as a stream that is made while it goes. */
export interface AnsweredFile {
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  readonly mediaType: string;
  /** What a browser saves it as; letters, digits, points and hyphens. */
  readonly fileName: string;
  /** Whether a browser may show it in its window instead of saving it. */
  readonly isShown?: boolean;
}

/** Serves an endpoint whose good answer is a file to people signed in. The handler opens its own transactions. */
export function serveFile<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  api: Api,
  endpoint: Endpoint<P, Q, B, A>,
  handle: (
    asked: {
      readonly params: z.output<P>;
      readonly query: z.output<Q>;
      readonly session: Session;
      readonly caller: Caller;
      readonly context: RequestContext;
    },
    deps: ServerDeps,
  ) => Promise<AnsweredFile>,
): void {
  api.add(endpoint, async (context) => {
    const session = await admit(context, api.deps, endpoint);
    const { params, query } = await readRequest(context, endpoint);
    return answerFile(context, await handle({ params, query, session, context, caller: callerOf(context) }, api.deps));
  });
}

function answerFile(context: RequestContext, { body, mediaType, fileName, isShown }: AnsweredFile): Response {
  context.header('cache-control', 'no-store');
  context.header('content-disposition', `${isShown === true ? 'inline' : 'attachment'}; filename="${fileName}"`);
  const type = { 'content-type': mediaType };
  if (body instanceof Uint8Array) return context.newResponse(new Uint8Array(body), 200, type);
  return context.newResponse(streamOf(body), 200, type);
}

/** Whoever stops reading ends the making too: the generator’s `finally` runs. */
function streamOf(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => {
      await chunks.return?.();
    },
  });
}
