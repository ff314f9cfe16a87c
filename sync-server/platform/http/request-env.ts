import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** What every request carries along through the server. */
export interface RequestEnv {
  readonly Bindings: Partial<HttpBindings>;
  readonly Variables: {
    requestId: string;
    /** The caller's address, behind the proxies that are trusted. */
    address: string;
    /** The pattern of the route, for logs: without ids and tokens. */
    route: string;
    userId?: string;
  };
}

export type RequestContext = Context<RequestEnv>;

const AGENT_LENGTH_MAX = 300;

/** From where a request came, for audit rows and tokens. */
export interface Caller {
  readonly address: string;
  readonly agent: string;
}

export function callerOf(context: RequestContext): Caller {
  return {
    address: context.get('address'),
    agent: (context.req.header('user-agent') ?? '').slice(0, AGENT_LENGTH_MAX),
  };
}
