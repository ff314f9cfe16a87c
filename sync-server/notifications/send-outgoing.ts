import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';

const FIRST_WAIT_MS = 60_000;
/** The waits double: the last try is about a day after the first. */
const TRIES_MAX = 11;
/** By then a server that took a message and died won't come back to it. */
const LOST_AFTER_MS = 60 * 60_000;
const KEPT_MS = 30 * 86_400_000;

type SendDeps = Pick<ServerDeps, 'pool' | 'nowMs' | 'mail' | 'log' | 'config' | 'stopping'>;

type Outgoing = {
  readonly id: Id;
  readonly channel: 'email';
  readonly userId: Id;
  readonly email: string | null;
  readonly isActive: boolean;
  readonly subject: string;
  readonly message: string;
  readonly tries: number;
};

/** Sends what waits for the people of a business. Gives how many messages went out. */
export async function sendOutgoing(deps: SendDeps, businessId: Id): Promise<number> {
  await forgetOld(deps, businessId);
  let sent = 0;
  while (!deps.stopping.aborted) {
    const taken = await takeOne(deps, businessId);
    if (taken === undefined) return sent;
    const state = await sendOne(deps, taken);
    if (state === 'sent') sent += 1;
    await settle(deps, businessId, taken, state);
  }
  return sent;
}

/** Takes the message that waits longest, for this server alone. */
async function takeOne(deps: SendDeps, businessId: Id): Promise<Outgoing | undefined> {
  const at = new Date(deps.nowMs());
  const [taken] = await withTenant(
    deps.pool,
    businessId,
    (tx) => tx<Outgoing[]>`
      update outgoing o set state = 'sending', tries = o.tries + 1, updated_at = ${at}
        from users u
       where o.business_id = ${businessId} and u.business_id = o.business_id and u.id = o.user_id and o.id = (
         select w.id from outgoing w where w.business_id = ${businessId} and w.state = 'waiting' and w.try_after <= ${at}
          order by w.try_after, w.id limit 1 for update skip locked)
      returning o.id, o.channel, o.user_id as "userId", u.email, u.is_active and not u.is_deleted as "isActive", o.subject, o.message, o.tries`,
  );
  return taken;
}

/** Where a message stands after it was tried: `failed` where it has nobody to go to any more. */
async function sendOne(deps: SendDeps, one: Outgoing): Promise<'sent' | 'waiting' | 'failed'> {
  const { email, isActive, subject, message } = one;
  if (email === null || !isActive) return 'failed';
  const text = `${message}\n\nOpen Stockavoo: ${deps.config.publicUrl}\nWhat you are told by e-mail is chosen there, under Notifications.\n`;
  try {
    await deps.mail.send({ to: email, subject, text });
    return 'sent';
  } catch (error) {
    deps.log.warn({ err: error, outgoingId: one.id }, 'a message could not be sent');
    return 'waiting';
  }
}

async function settle(
  deps: SendDeps,
  businessId: Id,
  { id, tries }: Outgoing,
  state: 'sent' | 'waiting' | 'failed',
): Promise<void> {
  const nowMs = deps.nowMs();
  const left = state === 'waiting' && tries >= TRIES_MAX ? 'failed' : state;
  const tryAfter = new Date(nowMs + FIRST_WAIT_MS * 2 ** (tries - 1));
  await withTenant(
    deps.pool,
    businessId,
    (tx) => tx`update outgoing set state = ${left}, try_after = ${tryAfter}, updated_at = ${new Date(nowMs)}
      where business_id = ${businessId} and id = ${id}`,
  );
}

/** Says which messages a server took and never said more of, and lets go of those that are long done. */
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
