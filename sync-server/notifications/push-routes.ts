import {
  addPushSubscriptionEndpoint,
  pushSubscriptionsEndpoint,
  removePushSubscriptionEndpoint,
} from '#shared/api/push-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';

/** A person has a few browsers; those longest unheard of make room. */
const BROWSERS_MAX = 20;
const AGENT_LENGTH_MAX = 200;

type Shown = { readonly id: Id; readonly agent: string; readonly createdAt: Date };

/** /notifications/push-subscription: the browsers in which a person is told. */
export function mountPushSubscriptions(api: Api): void {
  serve(api, pushSubscriptionsEndpoint, async ({ tx, session }, { push }) => {
    const found = await tx<Shown[]>`
      select id, agent, created_at as "createdAt" from push_subscriptions
       where business_id = ${session.businessId} and user_id = ${session.userId} order by created_at, id`;
    return { data: { publicKey: push.publicKey, subscriptions: found.map(shown) } };
  });
  serve(api, addPushSubscriptionEndpoint, async ({ tx, session, body, caller }, deps) => {
    const { endpoint, keys } = body;
    if (!deps.push.takes(endpoint))
      throw new BadInput([
        {
          field: 'endpoint',
          message:
            'This server sends to no such push service. Ask whoever runs it to name the service in PUSH_SERVICES.',
        },
      ]);
    const at = new Date(deps.nowMs());
    const agent = caller.agent.slice(0, AGENT_LENGTH_MAX);
    const [row] = await tx<Shown[]>`
      insert into push_subscriptions (business_id, id, user_id, endpoint, p256dh, auth, agent, created_at, updated_at)
      values (${session.businessId}, ${deps.makeId()}, ${session.userId}, ${endpoint}, ${bare(keys.p256dh)}, ${bare(keys.auth)}, ${agent}, ${at}, ${at})
      on conflict (business_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
        agent = excluded.agent, updated_at = excluded.updated_at
      returning id, agent, created_at as "createdAt"`;
    if (row === undefined) throw new Fault('not_found', 'The browser could not be kept. Try again.');
    await makeRoom(tx, session);
    const entity = { entityType: 'push_subscription', entityId: row.id, newValues: { agent } };
    await writeAudit(tx, deps, { session, caller }, { action: 'push_subscription.added', ...entity });
    return { data: shown(row), message: 'This browser is told from now on.' };
  });
  serve(api, removePushSubscriptionEndpoint, async ({ tx, session, query, caller }, deps) => {
    const removed = await tx`
      delete from push_subscriptions
       where business_id = ${session.businessId} and user_id = ${session.userId} and id = ${query.id} returning id`;
    if (removed.length === 0) throw new Fault('not_found', 'There is no such browser. It may have been removed.');
    const entity = { entityType: 'push_subscription', entityId: query.id };
    await writeAudit(tx, deps, { session, caller }, { action: 'push_subscription.removed', ...entity });
    return { data: { id: query.id }, message: 'That browser is told no more.' };
  });
}

async function makeRoom(tx: Tx, { businessId, userId }: Session): Promise<void> {
  await tx`
    delete from push_subscriptions where business_id = ${businessId} and user_id = ${userId} and id in (
      select id from push_subscriptions where business_id = ${businessId} and user_id = ${userId}
       order by updated_at desc, id desc offset ${BROWSERS_MAX})`;
}

function bare(text: string): string {
  return text.replace(/=+$/, '');
}

function shown(row: Shown) {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
