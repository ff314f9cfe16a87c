import { z } from 'zod';
import { sentToken } from './sent-link.ts';
import type { TestServer } from './server.ts';

export const TEST_PASSWORD = 'avocado-toast-at-six';

/** An answer as it came over HTTP. */
export interface Came {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Asking {
  readonly body?: unknown;
  /** Sent as it is, where not even JSON is wanted. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls /api/v1 as one person, over real HTTP. */
export type ApiCaller = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  asking?: Asking,
) => Promise<Came>;

export function apiCaller(server: Pick<TestServer, 'url'>, accessToken?: string): ApiCaller {
  return async (method, path, asking = {}) => {
    const text = asking.text ?? (asking.body === undefined ? undefined : JSON.stringify(asking.body));
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...asking.headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const came = await response.text();
    const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson ? JSON.parse(came) : came || null, headers: response.headers };
  };
}

/** What a good answer holds, read by its schema. */
export function dataOf<Schema extends z.ZodType>(came: Came, schema: Schema): z.output<Schema> {
  const { data } = z.object({ status: z.literal('success'), data: z.unknown() }).parse(came.body);
  return schema.parse(data);
}

const signedInSchema = z.object({ data: z.object({ accessToken: z.string(), refreshToken: z.string() }) });
const meSchema = z.object({ data: z.object({ id: z.string(), business: z.object({ id: z.string() }) }) });

export interface SignedInOwner {
  readonly call: ApiCaller;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly businessId: string;
  readonly userId: string;
  readonly email: string;
}

/** Registers a business, confirms its owner's address by the message that was sent, and signs the owner in. */
export async function registerOwner(
  server: TestServer,
  email: string,
  businessName = 'Ada Stores',
): Promise<SignedInOwner> {
  const anybody = apiCaller(server);
  await anybody('POST', '/auth/register', {
    body: { businessName, fullName: 'Ada Obi', email, password: TEST_PASSWORD },
  });
  await anybody('POST', `/auth/verify-email/${await verificationToken(server, email)}`);
  return signIn(server, email);
}

export async function signIn(server: TestServer, email: string, password = TEST_PASSWORD): Promise<SignedInOwner> {
  const came = await apiCaller(server)('POST', '/auth/login', { body: { email, password, client: 'program' } });
  const { accessToken, refreshToken } = signedInSchema.parse(came.body).data;
  const call = apiCaller(server, accessToken);
  const { data: me } = meSchema.parse((await call('GET', '/auth/me')).body);
  return { call, accessToken, refreshToken, businessId: me.business.id, userId: me.id, email };
}

/** The token of the newest message that confirms this address. */
export function verificationToken(server: TestServer, email: string): Promise<string> {
  return sentToken(server, email, 'verify-email');
}
