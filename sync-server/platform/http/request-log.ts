import type { MiddlewareHandler } from 'hono';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RequestEnv } from './request-env.ts';

/**
 * One `http` line per request, and its count: the pattern of the route instead of its address, since addresses carry ids
 * and tokens.
 */
export function requestLog(log: Logger, metrics: Pick<Metrics, 'request'>): MiddlewareHandler<RequestEnv> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const ms = performance.now() - started;
    const { method } = context.req;
    const { status } = context.res;
    const route = context.get('route');
    const userId = context.get('userId');
    metrics.request({ method, route, status, seconds: ms / 1000, userId });
    log.http(
      { requestId: context.get('requestId'), method, route, status, ms: Math.round(ms * 10) / 10, userId },
      'http',
    );
  };
}
