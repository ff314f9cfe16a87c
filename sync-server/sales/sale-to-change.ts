import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';

/** What of a sale whoever changes it needs to know. */
export type KeptSale = {
  readonly id: Id;
  readonly kind: 'sale' | 'refund' | 'exchange';
  readonly orderNumber: string;
  readonly storeId: Id;
  readonly shiftId: Id | null;
  readonly customerId: Id | null;
  /** The sale that a refund gives back. */
  readonly refundOf: Id | null;
  readonly businessDate: string;
  readonly status: string;
  readonly notes: string;
  /** What is open of it: what was due less what came, less what its refunds took off the account. */
  readonly openMinor: number;
};

/**
 * A sale that is about to be changed, held so that no other request of the web changes it meanwhile.
 *
 * @throws {Fault} `not_found`, also for one of a store beyond the caller's limits; `conflict` for one that was voided
 */
export async function saleToChange(tx: Tx, session: Session, saleId: Id): Promise<KeptSale> {
  await lockAccount(tx, session.businessId, saleId);
  const [sale] = await tx<KeptSale[]>`
    select o.id, o.kind, o.order_number as "orderNumber", o.store_id as "storeId", o.shift_id as "shiftId", o.customer_id as "customerId", o.refund_of as "refundOf",
      o.business_date as "businessDate", o.status, o.notes, o.balance_minor + coalesce((
        select sum(r.balance_minor) from sales_orders r
        where r.business_id = o.business_id and r.refund_of = o.id and r.status <> 'voided'), 0)::bigint as "openMinor"
    from sales_orders o where o.business_id = ${session.businessId} and o.id = ${saleId}`;
  if (sale === undefined) throw new Fault('not_found', 'There is no such sale. It may not have arrived yet.');
  requireStore(session, sale.storeId);
  if (sale.status === 'voided') throw new Fault('conflict', 'The sale was voided: nothing of it can change any more.');
  return sale;
}
