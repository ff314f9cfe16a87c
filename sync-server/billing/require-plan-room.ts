import type { PlanAnswer } from '#shared/api/subscription-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { countUsage } from './count-usage.ts';
import { readStanding } from './read-subscription.ts';

/** What a plan limits by number. Sales are counted, and never refused. */
type Limited = 'users' | 'stores' | 'tills';

const WORDS: Readonly<Record<Limited, { one: string; many: string; less: string; fewer: string }>> = {
  users: { one: 'person', many: 'people', less: 'Deactivate somebody', fewer: 'deactivate some' },
  stores: { one: 'store', many: 'stores', less: 'Archive one', fewer: 'archive some' },
  tills: { one: 'till', many: 'tills', less: 'Switch one off', fewer: 'switch some off' },
};

/**
 * Refuses to add what the plan has no room for. It is for adding alone: what is there sells and sends on, whatever was paid.
 *
 * Taken first in its transaction: it holds the lock under which records are edited from the web, so that two requests
 * don’t share the last place.
 *
 * @throws {Fault} `plan_limit`
 */
export async function requirePlanRoom(
  tx: Tx,
  deps: Pick<ServerDeps, 'config' | 'nowMs'>,
  businessId: Id,
  what: Limited,
): Promise<void> {
  if (deps.config.paystack === null) return;
  await lockNames(tx, businessId);
  const { state, plan, limits } = await readStanding(tx, businessId, deps.nowMs());
  if (state === 'cancelled')
    throw new Fault(
      'plan_limit',
      `The ${plan === null ? 'trial' : 'subscription'} has ended: no ${WORDS[what].one} can be added. Choose a plan under Subscription; what is there works on.`,
    );
  const limit = limits[what];
  if (limit === null) return;
  const used = (await countUsage(tx, businessId, deps.nowMs()))[what];
  if (used < limit) return;
  const name = plan === null ? 'The trial' : `The plan ${plan.name}`;
  const isFull = sentenceOf(name, what, { limit, used });
  throw new Fault('plan_limit', `${isFull} ${WORDS[what].less}, or choose a larger plan under Subscription.`);
}

/** Refuses a plan that the business has outgrown. @throws {Fault} `plan_limit` */
export async function requireSmaller(tx: Tx, businessId: Id, plan: PlanAnswer, nowMs: number): Promise<void> {
  const usage = await countUsage(tx, businessId, nowMs);
  for (const what of ['users', 'stores', 'tills'] as const) {
    const limit = plan.features[what];
    if (limit === null || usage[what] <= limit) continue;
    const isFull = sentenceOf(`The plan ${plan.name}`, what, { limit, used: usage[what] });
    throw new Fault('plan_limit', `${isFull} Choose a larger plan, or ${WORDS[what].fewer} first.`);
  }
}

function sentenceOf(name: string, what: Limited, { limit, used }: { limit: number; used: number }): string {
  const { one, many } = WORDS[what];
  return `${name} is for ${limit} ${limit === 1 ? one : many}, and ${used} ${used === 1 ? 'is' : 'are'} there.`;
}

/** How many more a plan has room for; null is without end. Call it under `requirePlanRoom`. */
export async function planRoomLeft(
  tx: Tx,
  deps: Pick<ServerDeps, 'config' | 'nowMs'>,
  businessId: Id,
  what: Limited,
): Promise<number | null> {
  if (deps.config.paystack === null) return null;
  const { limits } = await readStanding(tx, businessId, deps.nowMs());
  const limit = limits[what];
  return limit === null ? null : limit - (await countUsage(tx, businessId, deps.nowMs()))[what];
}
