import type { Id } from '#shared/base/ids.ts';
import { SendRefused } from '#server/platform/mail/send-refused.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { Outgoing, Senders } from './outgoing.ts';

const FIRST_WAIT_MS = 60_000;
/** The waits double: the last try is about a day after the first. */
const TRIES_MAX = 11;
/** A message is one server's for so long; one that dies meanwhile leaves it to the others. Sending takes a minute at most. */
const LEASE_MS = 5 * 60_000;
/** By then a server that handed a message over and died won't come back to it. */
const LOST_AFTER_MS = 60 * 60_000;
const KEPT_MS = 30 * 86_400_000;

type SendDeps = Pick<ServerDeps, 'pool' | 'nowMs' | 'log' | 'stopping'>;
type Taken = Outgoing & { readonly isActive: boolean; readonly tries: number };
type State = 'sent' | 'waiting' | 'failed';

/** Sends what waits for the people of a business. Gives how many messages went out. */
export async function sendOutgoing<Deps extends SendDeps>(
  deps: Deps,
  businessId: Id,
  senders: Senders<Deps>,
): Promise<number> {
  await forgetOld(deps, businessId);
  let sent = 0;
  while (!deps.stopping.aborted) {
    const taken = await takeOne(deps, businessId);
    if (taken === undefined) return sent;
    const state = await sendOne(deps, taken, senders);
    if (state === 'sent') sent += 1;
    await settle(deps, taken, state);
  }
  return sent;
}

/** Takes the message that waits longest, for this server alone and for a while. */
async function takeOne(deps: SendDeps, businessId: Id): Promise<Taken | undefined> {
  const nowMs = deps.nowMs();
  const at = new Date(nowMs);
  const [taken] = await withTenant(
    deps.pool,
    businessId,
    (tx) => tx<Taken[]>`
      update outgoing o set tries = o.tries + 1, try_after = ${new Date(nowMs + LEASE_MS)}, updated_at = ${at}
       where o.business_id = ${businessId} and o.id = (
         select w.id from outgoing w where w.business_id = ${businessId} and w.state = 'waiting' and w.try_after <= ${at}
          order by w.try_after, w.id limit 1 for update skip locked)
      returning o.id, o.business_id as "businessId", o.channel, o.user_id as "userId", o.target_id as "targetId", o.subject, o.message, o.tries,
        (select u.email from users u where u.business_id = o.business_id and u.id = o.user_id) as email,
        exists (select from users u
          where u.business_id = o.business_id and u.id = o.user_id and u.is_active and not u.is_deleted) as "isActive"`,
  );
  return taken;
}

async function sendOne<Deps extends SendDeps>(deps: Deps, taken: Taken, senders: Senders<Deps>): Promise<State> {
  // A customer's receipt is the shop's to send, whoever sold.
  if (!taken.isActive && taken.channel !== 'receipt') return 'failed';
  let isHandedOver = false;
  const handOver = async (): Promise<void> => {
    await markSending(deps, taken);
    isHandedOver = true;
  };
  try {
    return (await senders[taken.channel](deps, taken, handOver)) === 'sent' ? 'sent' : 'failed';
  } catch (error) {
    const isUnknown = isHandedOver && !(error instanceof SendRefused);
    const what = { err: error, outgoingId: taken.id, channel: taken.channel, isUnknown };
    deps.log.warn(what, isUnknown ? 'nobody knows whether a message went out' : 'a message could not be sent');
    return isUnknown || taken.tries >= TRIES_MAX ? 'failed' : 'waiting';
  }
}

/** From now on nobody sends it again. @throws where another server took it, since this one was slow */
async function markSending(deps: SendDeps, { businessId, id, tries }: Taken): Promise<void> {
  const marked = await withTenant(
    deps.pool,
    businessId,
    (tx) => tx`update outgoing set state = 'sending', updated_at = ${new Date(deps.nowMs())}
      where business_id = ${businessId} and id = ${id} and state = 'waiting' and tries = ${tries} returning id`,
  );
  if (marked.length === 0) throw new Error('another server sends this message');
}

async function settle(deps: SendDeps, { businessId, id, tries }: Taken, state: State): Promise<void> {
  const nowMs = deps.nowMs();
  const tryAfter = new Date(nowMs + FIRST_WAIT_MS * 2 ** (tries - 1));
  await withTenant(
    deps.pool,
    businessId,
    (tx) => tx`update outgoing set state = ${state}, try_after = ${tryAfter}, updated_at = ${new Date(nowMs)}
      where business_id = ${businessId} and id = ${id} and tries = ${tries}`,
  );
}

/** Says which messages a server handed over and never said more of, and lets go of those that are long done. */
async function forgetOld(deps: SendDeps, businessId: Id): Promise<void> {
  const nowMs = deps.nowMs();
  const lost = await withTenant(deps.pool, businessId, async (tx) => {
    await tx`delete from outgoing where business_id = ${businessId} and state <> 'waiting' and updated_at < ${new Date(nowMs - KEPT_MS)}`;
    return tx<{ id: Id }[]>`
      update outgoing set state = 'failed', updated_at = ${new Date(nowMs)}
       where business_id = ${businessId} and state = 'sending' and updated_at < ${new Date(nowMs - LOST_AFTER_MS)} returning id`;
  });
  for (const { id } of lost)
    deps.log.warn({ outgoingId: id }, 'a server stopped while it sent a message: nobody knows whether it went out');
}
