import type { Id, MakeId } from '#shared/base/ids.ts';
import { putOut } from '#server/notifications/outgoing.ts';
import type { Tx } from '#server/store/pool.ts';
import type { AskedReceipt } from './send-receipt.ts';

/** Shorter than a message that went out is kept, so that what is looked at again is known. A server that stood still catches up. */
const LOOKED_BACK_MS = 7 * 86_400_000;
const AT_ONCE_MAX = 1000;

/**
 * Puts the receipts that customers asked for by e-mail or on their phone among the messages that wait. Each message has the id of the fact that
 * asked for it: a fact that is seen again puts no second one.
 */
export async function planReceipts(
  tx: Tx,
  of: { readonly businessId: Id; readonly nowMs: number; readonly makeId: MakeId },
): Promise<void> {
  const asked = await tx<(AskedReceipt & { readonly id: Id; readonly userId: Id })[]>`
    select j.id, j.actor_id as "userId", j.subject_id as "saleId", j.details ->> 'channel' as channel, j.details ->> 'to' as to
      from till_journal j
     where j.business_id = ${of.businessId} and j.type = 'receipt.sent' and j.created_at > ${new Date(of.nowMs - LOOKED_BACK_MS)}
       and j.details ->> 'channel' in ('email', 'whatsapp')
       and not exists (select from outgoing o where o.business_id = j.business_id and o.id = j.id)
     order by j.created_at, j.id limit ${AT_ONCE_MAX}`;
  for (const { id, userId, saleId, channel, to } of asked) {
    const mail: AskedReceipt = { saleId, channel, to };
    const said = { id, userId, targetId: null, title: 'Receipt', message: JSON.stringify(mail) };
    await putOut(tx, of, { channel: 'receipt', ...said });
  }
}
