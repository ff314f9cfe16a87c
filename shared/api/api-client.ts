import { z } from 'zod';
import { type Endpoint, takesBody } from './endpoint.ts';
import { type ErrorAnswer, type PageMeta, answerSchema, errorAnswerSchema } from './envelope.ts';

const envelopeSchema = answerSchema(z.unknown());

/** What carries a request: `fetch` of a browser or of Node, or a test's. */
export type SendRequest = (
  url: string,
  request: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; text: () => Promise<string>; headers: { get: (name: string) => string | null } }>;

/** A good answer with its version, or an error of the catalogue; `unreadable` where something else than the server answered. */
export type ApiReply<Data> =
  | {
      readonly ok: true;
      readonly data: Data;
      readonly meta?: PageMeta | undefined;
      readonly message: string;
      readonly etag: string | null;
    }
  | { readonly ok: false; readonly status: number; readonly error: ErrorAnswer | 'unreadable' };

export interface ApiInput<Params, Query, Body> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The ETag that was read; a PUT of what is versioned needs it. */
  readonly ifMatch?: string;
  /** Makes a repeated POST give the first answer again. */
  readonly idempotencyKey?: string;
}

/**
 * A typed client of /api/v1: endpoints in, checked answers out. It holds no session; `accessToken` is asked for at each call.
 */
export function createApiClient(options: { baseUrl: string; send: SendRequest; accessToken: () => string | null }) {
  return async function call<
    Params extends z.ZodObject,
    Query extends z.ZodObject,
    Body extends z.ZodType,
    Answer extends z.ZodType,
  >(
    endpoint: Endpoint<Params, Query, Body, Answer>,
    input: ApiInput<z.input<Params>, z.input<Query>, z.input<Body>> = {},
  ): Promise<ApiReply<z.output<Answer>>> {
    const token = options.accessToken();
    const hasBody = takesBody(endpoint);
    const response = await options.send(
      options.baseUrl + addressOf(endpoint.path, input.params ?? {}, input.query ?? {}),
      {
        method: endpoint.method.toUpperCase(),
        headers: {
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(input.ifMatch === undefined ? {} : { 'if-match': input.ifMatch }),
          ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
        },
        ...(hasBody ? { body: JSON.stringify(input.body ?? {}) } : {}),
      },
    );
    return readReply(endpoint.answer, response.status, await response.text(), response.headers.get('etag'));
  };
}

function addressOf(
  path: string,
  params: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): string {
  const filled = path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return `/api/v1${filled}${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
}

function readReply<Answer extends z.ZodType>(
  answer: Answer,
  status: number,
  text: string,
  etag: string | null,
): ApiReply<z.output<Answer>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, status, error: 'unreadable' };
  }
  const good = envelopeSchema.safeParse(json);
  const data = good.success ? answer.safeParse(good.data.data) : undefined;
  if (good.success && data?.success === true)
    return { ok: true, data: data.data, meta: good.data.meta, message: good.data.message, etag };
  const bad = errorAnswerSchema.safeParse(json);
  return { ok: false, status, error: bad.success ? bad.data : 'unreadable' };
}
