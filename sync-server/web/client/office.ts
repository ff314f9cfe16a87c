import type { z } from 'zod';
import { type ApiInput, type ApiReply, type SendRequest, createApiClient } from '#shared/api/api-client.ts';
import type { Endpoint } from '#shared/api/endpoint.ts';
import type { PageMeta } from '#shared/api/envelope.ts';
import { noAnswer, refusedAnswer } from './api-fault.ts';
import { loginEndpoint, logoutEndpoint, refreshEndpoint } from '#shared/api/auth-endpoints.ts';

/** Several tabs share one cookie that is good for one renewal only, so they renew one after the other. */
export type OneAtATime = (work: () => Promise<boolean>) => Promise<boolean>;

export type OfficeAnswer<Data> = { readonly data: Data; readonly meta: PageMeta | null };

/** Calls an endpoint; @throws {ApiFault} where the office refuses or does not answer. */
export type CallOffice = <
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Answer>,
  input?: ApiInput<z.input<Params>, z.input<Query>, z.input<Body>>,
) => Promise<OfficeAnswer<z.output<Answer>>>;

export type Office = {
  readonly call: CallOffice;
  /** Whether somebody is signed in; asks the cookie where this page does not know yet. */
  readonly isSignedIn: () => Promise<boolean>;
  /** `code` is that of the second factor, for an account that has one. */
  readonly signIn: (email: string, password: string, code?: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** For the live stream, which is no call. */
  readonly accessToken: () => string | null;
  readonly renew: () => Promise<boolean>;
};

type OfficeNeeds = {
  readonly send: SendRequest;
  readonly makeKey: () => string;
  readonly oneAtATime: OneAtATime;
  /** The sign-in ended by itself: the page goes to sign-in. */
  readonly onSignedOut: () => void;
};

const UNAUTHORIZED = 401;
const TROUBLE = 500;

/** The office and the sign-in. The access token lies in this closure only; the refresh token in a cookie no script reads. */
export function createOffice(needs: OfficeNeeds): Office {
  let token: string | null = null;
  let renewing: Promise<boolean> | null = null;
  const client = createApiClient({ baseUrl: '', send: needs.send, accessToken: () => token });
  const ask: typeof client = (endpoint, input) =>
    client(endpoint, input).catch((cause: unknown) => {
      throw noAnswer(cause);
    });

  const renewOnce = async (): Promise<boolean> => {
    const before = token;
    const reply = await ask(refreshEndpoint);
    if (reply.ok) {
      token = reply.data.accessToken;
      return true;
    }
    // An office in trouble says nothing about the sign-in: it is kept, and the call that needed it says what happened.
    if (reply.status >= TROUBLE || reply.error === 'unreadable') throw refusedAnswer(reply.status, reply.error);
    token = null;
    if (before !== null) needs.onSignedOut();
    return false;
  };
  const renew = (): Promise<boolean> => {
    renewing ??= needs.oneAtATime(renewOnce).finally(() => {
      renewing = null;
    });
    return renewing;
  };
  const call: CallOffice = async (endpoint, input = {}) => {
    const keyed = endpoint.method === 'post' ? { idempotencyKey: needs.makeKey(), ...input } : input;
    const first = await ask(endpoint, keyed);
    return goodAnswer(isRunOut(endpoint, first) && (await renew()) ? await ask(endpoint, keyed) : first);
  };

  return {
    call,
    renew,
    accessToken: () => token,
    isSignedIn: async () => token !== null || (await renew()),
    signIn: async (email, password, code) => {
      const body = { email, password, ...(code === undefined ? {} : { code }) };
      token = (await call(loginEndpoint, { body })).data.accessToken;
    },
    signOut: async () => {
      try {
        await call(logoutEndpoint);
      } finally {
        token = null;
      }
    },
  };
}

function isRunOut(endpoint: { readonly permission: string }, reply: ApiReply<unknown>): boolean {
  return !reply.ok && reply.status === UNAUTHORIZED && endpoint.permission !== 'public';
}

function goodAnswer<Data>(reply: ApiReply<Data>): OfficeAnswer<Data> {
  if (!reply.ok) throw refusedAnswer(reply.status, reply.error);
  return { data: reply.data, meta: reply.meta ?? null };
}
