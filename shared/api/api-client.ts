import { z } from 'zod';
import { type Endpoint, takesBody } from './endpoint.ts';
import { type ErrorAnswer, type PageMeta, answerSchema, errorAnswerSchema } from './envelope.ts';

const envelopeSchema = answerSchema(z.unknown());

/** What carries a request: `fetch` of a browser or of Node, or a test's. */
export type SendRequest = (
  url: string,
  request: { method: string; headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> },
) => Promise<{
  status: number;
  text: () => Promise<string>;
  arrayBuffer: () => Promise<ArrayBuffer>;
  headers: { get: (name: string) => string | null };
}>;

export interface ApiClientOptions {
  readonly baseUrl: string;
  readonly send: SendRequest;
  readonly accessToken: () => string | null;
}

/** A good answer with its version, or an error of the catalogue; `unreadable` where something else than the server answered. */
export type ApiReply<Data> =
  | {
      readonly ok: true;
      readonly data: Data;
      readonly meta?: PageMeta | undefined;
      readonly message: string;
      readonly etag: string | null;
    }
  | ApiRefusal;

export type ApiRefusal = { readonly ok: false; readonly status: number; readonly error: ErrorAnswer | 'unreadable' };

export interface ApiInput<Params, Query, Body> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** For an endpoint with `upload`: the file, as it is. */
  readonly file?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string };
  /** The ETag that was read; a PUT of what is versioned needs it. */
  readonly ifMatch?: string;
  /** Makes a repeated POST give the first answer again. */
  readonly idempotencyKey?: string;
}

/**
 * A typed client of /api/v1: endpoints in, checked answers out. It holds no session; `accessToken` is asked for at each call.
 * What answers with a file is `createApiDownload`'s.
 */
export function createApiClient(options: ApiClientOptions) {
  return async function call<
    Params extends z.ZodObject,
    Query extends z.ZodObject,
    Body extends z.ZodType,
    Answer extends z.ZodType,
  >(
    endpoint: Endpoint<Params, Query, Body, Answer>,
    input: ApiInput<z.input<Params>, z.input<Query>, z.input<Body>> = {},
  ): Promise<ApiReply<z.output<Answer>>> {
    const response = await sendTo(options, endpoint, input);
    return readReply(endpoint.answer, response.status, await response.text(), response.headers.get('etag'));
  };
}

/** Sends what an endpoint takes: JSON, a file, or nothing. */
export function sendTo(
  options: ApiClientOptions,
  endpoint: Pick<Endpoint, 'method' | 'path' | 'upload'>,
  input: ApiInput<object, object, unknown>,
): ReturnType<SendRequest> {
  const token = options.accessToken();
  const sent = bodyOf(endpoint, input);
  return options.send(options.baseUrl + addressOf(endpoint.path, { ...input.params }, { ...input.query }), {
    method: endpoint.method.toUpperCase(),
    headers: {
      ...(sent === null ? {} : { 'content-type': sent.mediaType }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(input.ifMatch === undefined ? {} : { 'if-match': input.ifMatch }),
      ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
    },
    ...(sent === null ? {} : { body: sent.body }),
  });
}

function bodyOf(
  endpoint: Pick<Endpoint, 'method' | 'upload'>,
  { body, file }: Pick<ApiInput<object, object, unknown>, 'body' | 'file'>,
): { readonly mediaType: string; readonly body: string | Uint8Array<ArrayBuffer> } | null {
  if (endpoint.upload !== undefined && file !== undefined) return { mediaType: file.mediaType, body: file.bytes };
  return takesBody(endpoint) ? { mediaType: 'application/json', body: JSON.stringify(body ?? {}) } : null;
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
  return refusalOf(status, json);
}

/** What an answer that is no good one says. */
export function refusalOf(status: number, json: unknown): ApiRefusal {
  const bad = errorAnswerSchema.safeParse(json);
  return { ok: false, status, error: bad.success ? bad.data : 'unreadable' };
}
