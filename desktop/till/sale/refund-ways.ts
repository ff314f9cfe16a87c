import type { ReturnedSoFar } from '#shared/sale/returned-so-far.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { PaymentMethod, Tender } from '#shared/sale/tender.ts';
import { tendersLeft } from '#shared/sale/tenders-left.ts';
import type { Reader } from '../store/till-store.ts';

/** How a sale was paid, as far as money can go back by it. */
export type RefundWays = {
  /** What has not gone back yet, by method. */
  readonly leftMinor: ReadonlyMap<PaymentMethod, number>;
  /** Methods of which a payment was declined or not found. */
  readonly neverCame: ReadonlySet<PaymentMethod>;
};

/** The ways of a sale by what this till knows of its payments now, not when they were taken. */
export function waysOf(reader: Reader, original: SalePayload, returned: ReturnedSoFar): RefundWays {
  const states = new Map(reader.sales.paymentsOf(original.saleId).map((payment) => [payment.id, payment.state]));
  const neverCame = new Set<PaymentMethod>();
  for (const { id, method, state } of original.payments) {
    const now = states.get(id) ?? state;
    if (now === 'declined' || now === 'not_found') neverCame.add(method);
  }
  const leftMinor = new Map<PaymentMethod, number>();
  for (const way of tendersLeft(original, returned))
    if (!neverCame.has(way.method)) leftMinor.set(way.method, (leftMinor.get(way.method) ?? 0) + way.leftMinor);
  return { leftMinor, neverCame };
}

/** Whether no way gives back more than is left of what came by it. */
export function goesBackAsItCame(tenders: readonly Tender[], ways: RefundWays): boolean {
  const back = new Map<PaymentMethod, number>();
  for (const { method, amountMinor } of tenders) back.set(method, (back.get(method) ?? 0) - amountMinor);
  return [...back].every(([method, amountMinor]) => amountMinor <= (ways.leftMinor.get(method) ?? 0));
}
