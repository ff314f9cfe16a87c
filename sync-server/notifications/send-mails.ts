import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';

const MAILS_AT_ONCE = 50;
const FIRST_WAIT_MS = 60_000;
/** The waits double: the last try is about a day after the first. */
const TRIES_MAX = 11;

type Mail = {
  readonly id: Id;
  readonly to: string;
  readonly subject: string;
  readonly message: string;
  readonly tries: number;
};

/** Sends what waits for the people of a business. Gives how many messages went out. */
export async function sendMails(
  deps: Pick<ServerDeps, 'pool' | 'nowMs' | 'mail' | 'log' | 'config'>,
  businessId: Id,
): Promise<number> {
  const at = new Date(deps.nowMs());
  const claimed = await withTenant(
    deps.pool,
    businessId,
    (tx) => tx<Mail[]>`
      update notice_mails m set state = 'claimed', tries = m.tries + 1, updated_at = ${at}
        from users u
       where m.business_id = ${businessId} and u.business_id = m.business_id and u.id = m.user_id and u.email is not null and m.id in (
         select w.id from notice_mails w where w.business_id = ${businessId} and w.state = 'waiting' and w.try_after <= ${at}
          order by w.try_after, w.id limit ${MAILS_AT_ONCE} for update skip locked)
      returning m.id, u.email as to, m.subject, m.message, m.tries`,
  );
  let sent = 0;
  for (const mail of claimed) {
    const { to, subject, message } = mail;
    const text = `${message}\n\nOpen Stockavoo: ${deps.config.publicUrl}\nWhat you are told by e-mail is chosen there, under Notifications.\n`;
    const isSent = await deps.mail.send({ to, subject, text }).then(
      () => true,
      (error: unknown) => {
        deps.log.warn({ err: error, mailId: mail.id }, 'a notice could not be sent by e-mail');
        return false;
      },
    );
    if (isSent) sent += 1;
    await settle(deps, businessId, mail, isSent);
  }
  return sent;
}

async function settle(
  deps: Pick<ServerDeps, 'pool' | 'nowMs'>,
  businessId: Id,
  { id, tries }: Mail,
  isSent: boolean,
): Promise<void> {
  const nowMs = deps.nowMs();
  const state = isSent ? 'sent' : tries < TRIES_MAX ? 'waiting' : 'failed';
  const tryAfter = new Date(nowMs + FIRST_WAIT_MS * 2 ** (tries - 1));
  await withTenant(
    deps.pool,
    businessId,
    (tx) => tx`update notice_mails set state = ${state}, try_after = ${tryAfter}, updated_at = ${new Date(nowMs)}
      where business_id = ${businessId} and id = ${id}`,
  );
}
