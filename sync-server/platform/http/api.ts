import { Hono } from 'hono';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { must } from '#shared/base/assert.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { RequestContext, RequestEnv } from './request-env.ts';

/** The routes of /api/v1 as they are put together: what is served is also what the OpenAPI document lists. */
export interface Api {
  readonly deps: ServerDeps;
  readonly routes: Hono<RequestEnv>;
  readonly endpoints: readonly Endpoint[];
  /** Rooms use `serve` and `servePublic` instead. */
  readonly add: (endpoint: Endpoint, handle: (context: RequestContext) => Promise<Response>) => void;
}

/** @param deps none where the routes are only listed, for the OpenAPI document */
export function createApi(deps: ServerDeps | null): Api {
  const routes = new Hono<RequestEnv>();
  const endpoints: Endpoint[] = [];
  return {
    get deps() {
      return must(deps, 'these routes are listed, not served');
    },
    routes,
    endpoints,
    add: (endpoint, handle) => {
      endpoints.push(endpoint);
      routes.on(endpoint.method.toUpperCase(), endpoint.path, (context) => {
        context.set('route', `/api/v1${endpoint.path}`);
        return handle(context);
      });
    },
  };
}
