import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { voidSale as voidOf } from '#shared/sale/void-sale.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { saleFacts } from './sale-facts.ts';
import { type KeptSale, saleToChange } from './sale-to-change.ts';

/**
 * Takes a sale, refund or exchange back whole, on the day on which it was made: goods, money, debts and every sum. It keeps its
 * number.
 *
 * @throws {Fault} `conflict` on another day, once its drawer is closed, or once a refund or a later payment refers to it
 */
export async function voidSale(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: { readonly saleId: Id; readonly reason: string },
): Promise<void> {
  const { session } = by;
  const { businessId } = session;
  const sale = await saleToChange(tx, session, asked.saleId);
  if (sale.refundOf !== null) await lockAccount(tx, businessId, sale.refundOf);
  if (sale.customerId !== null) await lockAccount(tx, businessId, sale.customerId);
  const write = await storeWriteOf(tx, deps, session, sale.storeId);
  const today = businessDateAt(instantAt(write.nowMs, write.timeZone), write.dayStartMinutes);
  if (sale.businessDate !== today)
    throw new Fault('conflict', `It is of ${sale.businessDate}, and a day that is over stays. Refund it instead.`);
  await requireAlone(tx, businessId, sale);
  const [fact] = await saleFacts(tx, businessId, [sale.id]);
  const { sale: written } = must(fact, 'a sale has the change that brought it');
  const { reason } = asked;
  await recordFact(tx, deps, by, {
    storeId: sale.storeId,
    change: { type: 'sale.voided', entityId: sale.id, payload: voidOf(written, { reason, makeId: deps.makeId }) },
    audited: {
      action: 'sale.voided',
      entityType: 'sale',
      entityId: sale.id,
      oldValues: { orderNumber: sale.orderNumber, totalMinor: written.totalMinor },
      newValues: { reason },
    },
  });
}

/** @throws {Fault} `conflict`: what another fact was built on is not taken away from under it */
async function requireAlone(tx: Tx, businessId: Id, sale: KeptSale): Promise<void> {
  const [found] = await tx<{ refunds: number; later: number; is_closed: boolean }[]>`
    select (select count(*) from sales_orders r where r.business_id = ${businessId} and r.refund_of = ${sale.id} and r.status <> 'voided') as refunds,
      (select count(*) from payments p where p.business_id = ${businessId} and p.order_id = ${sale.id} and p.received_id is not null
        and p.state in ('confirmed', 'pending')) as later,
      exists (select from shifts h where h.business_id = ${businessId} and h.id = ${sale.shiftId} and h.closed_at is not null) as is_closed`;
  const { refunds, later, is_closed } = must(found, 'counts are always there');
  if (is_closed) throw new Fault('conflict', 'Its drawer was counted and closed with it. Refund it instead.');
  if (refunds > 0)
    throw new Fault('conflict', 'Goods of it came back already. Void the refund first, or refund the rest.');
  if (later > 0) throw new Fault('conflict', 'A part of it was paid later. Refund it instead.');
}
