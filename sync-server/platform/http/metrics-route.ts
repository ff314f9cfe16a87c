import { createHash, timingSafeEqual } from 'node:crypto';
import { Fault } from '#shared/base/fault.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { RequestContext } from './request-env.ts';

/**
 * Shows the metrics to whoever knows METRICS_TOKEN. Where there is none, the page is not there.
 *
 * @throws {Fault} `not_found`, `not_signed_in`, or `too_many_requests` for an address that guesses
 */
export async function showMetrics(context: RequestContext, deps: ServerDeps): Promise<Response> {
  context.set('route', '/metrics');
  const { metricsToken } = deps.config;
  if (metricsToken === null)
    throw new Fault('not_found', 'It is not here. Metrics are shown once METRICS_TOKEN is set.');
  const { isWithin, resetS } = await deps.budgets.address(`metrics ${context.get('address')}`);
  if (!isWithin) throw new Fault('too_many_requests', `Too many requests in a short time. Wait ${resetS} seconds.`);
  const [scheme, token] = (context.req.header('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || !isSame(token, metricsToken))
    throw new Fault('not_signed_in', 'Send the token of METRICS_TOKEN as bearer token.');
  context.header('cache-control', 'no-store');
  return context.newResponse(await deps.metrics.text(), 200, { 'content-type': deps.metrics.contentType });
}

/** Equal or not, in the same time. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
