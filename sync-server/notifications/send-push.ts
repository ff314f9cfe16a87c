import type { PushTarget } from '#server/platform/push/push-port.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { Outgoing, OutgoingEnd } from './outgoing.ts';

/** A push service takes about 4000 bytes; a screen shows fewer. */
const TITLE_LENGTH_MAX = 120;
const BODY_LENGTH_MAX = 500;

/**
 * A notice in one browser of a person, which shows what comes twice once, by its `id`.
 *
 * A browser that its push service knows no more is forgotten.
 */
export async function sendPush(
  deps: Pick<ServerDeps, 'pool' | 'push' | 'config' | 'log'>,
  { id, businessId, userId, targetId, subject, message }: Outgoing,
): Promise<OutgoingEnd> {
  // Whoever signs in there later has the browser: what was meant for the one before does not go there.
  const [target] = await withTenant(
    deps.pool,
    businessId,
    (tx) => tx<PushTarget[]>`
      select endpoint, p256dh, auth from push_subscriptions
       where business_id = ${businessId} and id = ${targetId} and user_id = ${userId}`,
  );
  if (target === undefined) return 'dropped';
  const said = {
    id,
    title: cut(subject, TITLE_LENGTH_MAX),
    body: cut(message, BODY_LENGTH_MAX),
    url: deps.config.publicUrl,
  };
  const outcome = await deps.push.send(target, JSON.stringify(said));
  if (outcome === 'sent') return 'sent';
  if (outcome === 'gone')
    await withTenant(
      deps.pool,
      businessId,
      (tx) => tx`
        delete from push_subscriptions
         where business_id = ${businessId} and id = ${targetId} and endpoint = ${target.endpoint}`,
    );
  else deps.log.warn({ targetId }, 'a push service refuses what is sent to a browser');
  return 'dropped';
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1).toWellFormed()}…`;
}
