import type { Endpoint } from '#shared/api/endpoint.ts';
import { Fault } from '#shared/base/fault.ts';
import type { RequestBudgets, Spent } from '../limits/request-budgets.ts';
import type { RequestContext } from './request-env.ts';

/**
 * Takes one request from the budget of the person, or of the address before sign-in, and says in headers what is left.
 *
 * @throws {Fault} `too_many_requests`
 */
export async function spend(
  context: RequestContext,
  budgets: RequestBudgets,
  endpoint: Endpoint,
  userId: string | null,
): Promise<void> {
  const isListRead = endpoint.method === 'get' && endpoint.answer.type === 'array';
  if (userId === null) await spendOn(context, budgets.address, context.get('address'));
  else await spendOn(context, isListRead ? budgets.listReads : budgets.user, userId);
}

/** Takes one request from this budget. @throws {Fault} `too_many_requests` */
export async function spendOn(
  context: RequestContext,
  budget: (key: string) => Promise<Spent>,
  key: string,
): Promise<void> {
  const spent = await budget(key);
  context.header('ratelimit-limit', String(spent.limit));
  context.header('ratelimit-remaining', String(spent.remaining));
  context.header('ratelimit-reset', String(spent.resetS));
  if (spent.isWithin) return;
  context.header('retry-after', String(spent.resetS));
  throw new Fault('too_many_requests', `Too many requests in a short time. Wait ${spent.resetS} seconds.`);
}
