import type { MiddlewareHandler } from 'hono';
import type { Logger } from '../log/logger.ts';
import type { RequestEnv } from './request-env.ts';

/** One line per request: the pattern of the route instead of its address, since addresses carry ids and tokens. */
export function requestLog(log: Logger): MiddlewareHandler<RequestEnv> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    log.info(
      {
        requestId: context.get('requestId'),
        method: context.req.method,
        route: context.get('route'),
        status: context.res.status,
        ms: Math.round((performance.now() - started) * 10) / 10,
        userId: context.get('userId'),
      },
      'http',
    );
  };
}
