import type { z } from 'zod';
import { addressOf } from './address-of.ts';
import { ApiFault } from './api-fault.ts';
import type { ApiAnswer, ApiRequest, ApiResponse, CancelSign, CarryRequest } from './api-message.ts';
import type { ApiRoute } from './api-route.ts';
import { readAnswer } from './read-answer.ts';

type ApiClientNeeds = {
  readonly carry: CarryRequest;
  readonly accessToken: () => string | null;
  /** Gets a new access token after a 401; false where the sign-in has ended. */
  readonly renew: () => Promise<boolean>;
  /** Makes the Idempotency-Key of a write. */
  readonly makeKey: () => string;
};

export type ApiInput<Query extends z.ZodType, Body extends z.ZodType> = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: z.input<Query>;
  readonly body?: z.input<Body>;
  readonly signal?: CancelSign;
};

export type ApiClient = {
  readonly call: <Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
    route: ApiRoute<Query, Body, Answer>,
    input?: ApiInput<Query, Body>,
  ) => Promise<ApiAnswer<z.output<Answer>>>;
};

const UNAUTHORIZED = 401;

/** The typed way to /api/v1: checks what goes out and what comes in, and renews the sign-in once where it ran out. */
export function createApiClient(needs: ApiClientNeeds): ApiClient {
  return {
    call: async (route, input = {}) => {
      const request = requestOf(route, input, needs.makeKey);
      const send = (): Promise<ApiResponse> =>
        carry(needs.carry, route.isPublic ? request : withToken(request, needs.accessToken()));
      const first = await send();
      const response = first.status === UNAUTHORIZED && !route.isPublic && (await needs.renew()) ? await send() : first;
      return readAnswer(route, response);
    },
  };
}

function requestOf(route: ApiRoute, input: ApiInput<z.ZodType, z.ZodType>, makeKey: () => string): ApiRequest {
  const body = input.body === undefined ? null : JSON.stringify(route.body.parse(input.body));
  return {
    method: route.method,
    path: addressOf(route.path, input.params ?? {}, input.query),
    headers: {
      accept: 'application/json',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(route.method === 'POST' ? { 'idempotency-key': makeKey() } : {}),
    },
    body,
    signal: input.signal ?? null,
  };
}

function withToken(request: ApiRequest, token: string | null): ApiRequest {
  return token === null ? request : { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

async function carry(by: CarryRequest, request: ApiRequest): Promise<ApiResponse> {
  try {
    return await by(request);
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause;
    throw new ApiFault('No answer came from the office.', { code: 'office_unreachable', status: 0, cause });
  }
}
