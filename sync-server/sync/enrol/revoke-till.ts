import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { type WebWrite, applyWebChange } from '../apply/apply-web-change.ts';

/**
 * Switches a till off: it gets no more data, and what it still sends waits for the owner's approval.
 *
 * Ends with the feed: audit rows go before it.
 *
 * @throws {Fault} `not_found`
 */
export async function revokeTill(tx: Tx, write: WebWrite, tillId: Id): Promise<void> {
  const found = await tx`update till_sync set status = 'revoked', updated_at = ${new Date(write.nowMs)}
    where business_id = ${write.businessId} and till_id = ${tillId} and kind = 'till' returning till_id`;
  if (found.length === 0) throw new Fault('not_found', 'There is no such till.');
  await applyWebChange(
    tx,
    { ...write, storeId: null },
    {
      type: 'record.changed',
      entityId: tillId,
      payload: { records: [{ kind: 'till', id: tillId, op: 'put', fields: { status: 'revoked' } }] },
    },
  );
}
