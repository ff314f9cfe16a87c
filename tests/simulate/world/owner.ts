import { z } from 'zod';
import { OFFICE_URL, type World } from './world.ts';

export const OWNER_PASSWORD = 'avocado-toast-at-six';
const TOKEN_LIFE_MS = 10 * 60_000;
const envelopeSchema = z.object({ data: z.unknown() });
const tokenSchema = z.object({ accessToken: z.string() });

/** What the web said; null where nobody answered. */
export type WebAnswer = { readonly status: number; readonly data: unknown } | null;

/** An owner at the web app: signs in where the last sign-in is too old. */
export type Owner = {
  readonly ask: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<WebAnswer>;
};

export function createOwner(world: Pick<World, 'office' | 'scheduler'>, email: string): Owner {
  let token: { readonly header: string; readonly untilMs: number } | null = null;
  const send = async (request: Request): Promise<WebAnswer> => {
    const answer = await world.office.ask(request);
    if (answer === null) return null;
    const body: unknown = await world.scheduler.during(answer.json()).catch(() => null);
    const envelope = envelopeSchema.safeParse(body);
    return { status: answer.status, data: envelope.success ? envelope.data.data : body };
  };
  const signIn = async (): Promise<void> => {
    const came = await send(requestOf('POST', '/auth/login', { email, password: OWNER_PASSWORD, client: 'program' }));
    const read = tokenSchema.safeParse(came?.data);
    token = read.success
      ? { header: `Bearer ${read.data.accessToken}`, untilMs: world.scheduler.nowMs() + TOKEN_LIFE_MS }
      : null;
  };
  return {
    ask: async (method, path, body) => {
      if (token === null || token.untilMs < world.scheduler.nowMs()) await signIn();
      return send(requestOf(method, path, body, token?.header));
    },
  };
}

export function requestOf(method: string, path: string, body: unknown, authorization?: string): Request {
  return new Request(`${OFFICE_URL}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'if-match': '*',
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
