import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type ApiInput, type ApiReply, createApiClient } from '#shared/api/api-client.ts';
import { loginEndpoint, meEndpoint, registerEndpoint, verifyEmailEndpoint } from '#shared/api/auth-endpoints.ts';
import type { Endpoint } from '#shared/api/endpoint.ts';
import type { Office } from './office.ts';
import type { ReplayRules } from './replay-rules.ts';
import { waitUntil } from './wait-until.ts';

const EMAIL = 'owner@replay.example';
const PASSWORD = 'nine-green-lanterns-at-dusk';
const MAIL_WITHIN_MS = 20_000;

type Good<Data> = Extract<ApiReply<Data>, { ok: true }>;

/** The owner at the web API: what is refused is a bug of the replay, and thrown. */
export type Owner = {
  readonly userId: string;
  readonly ask: <
    Params extends z.ZodObject,
    Query extends z.ZodObject,
    Body extends z.ZodType,
    Answer extends z.ZodType,
  >(
    endpoint: Endpoint<Params, Query, Body, Answer>,
    input?: ApiInput<z.input<Params>, z.input<Query>, z.input<Body>>,
  ) => Promise<Good<z.output<Answer>>>;
  /** Signs in anew: access ends after a quarter of an hour of the shop's clock. */
  readonly signIn: () => Promise<void>;
  /** For what no typed call carries, such as a file. */
  readonly accessToken: () => string;
};

/** Registers the business of the rules, confirms the address by the message in the outbox, and signs in. */
export async function registerOwner(
  office: Office,
  rules: Pick<ReplayRules, 'name' | 'country' | 'currency' | 'locale' | 'timeZone'>,
): Promise<Owner> {
  let token: string | null = null;
  const call = createApiClient({
    baseUrl: office.url,
    send: (url, request) => fetch(url, request),
    accessToken: () => token,
  });
  const ask: Owner['ask'] = async (endpoint, input) => {
    const reply = await call(endpoint, input);
    if (!reply.ok)
      throw new Error(
        `${endpoint.method.toUpperCase()} ${endpoint.path} answered ${reply.status}: ${JSON.stringify(reply.error)}`,
      );
    return reply;
  };
  const { country, currency, locale, timeZone } = rules;
  await ask(registerEndpoint, {
    body: {
      businessName: rules.name,
      fullName: 'Replay Owner',
      email: EMAIL,
      password: PASSWORD,
      country,
      currency,
      locale,
      timeZone,
    },
  });
  await ask(verifyEmailEndpoint, { params: { token: await mailedToken(join(office.dataDir, 'outbox')) } });
  const signIn = async (): Promise<void> => {
    token = (await ask(loginEndpoint, { body: { email: EMAIL, password: PASSWORD, client: 'program' } })).data
      .accessToken;
  };
  await signIn();
  const { data: me } = await ask(meEndpoint);
  return { userId: me.id, ask, signIn, accessToken: () => token ?? '' };
}

async function mailedToken(outbox: string): Promise<string> {
  let token: string | undefined;
  await waitUntil('the message that confirms the address', MAIL_WITHIN_MS, async () => {
    const [mail] = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith('.eml'));
    const text = mail === undefined ? '' : (await readFile(join(outbox, mail), 'utf8')).replaceAll(/=\r?\n/g, '');
    token = /\/verify-email\/([A-Za-z0-9_-]+)/.exec(text)?.[1];
    return token !== undefined;
  });
  return token ?? '';
}
