import type { MakeId } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { type Payment, STARTING_STATES, type Tender } from './tender.ts';

/** The payments as they stand on a fact; change is given out of the cash that came last. */
export function toPayments(tenders: readonly Tender[], changeMinor: Minor, makeId: MakeId): Payment[] {
  let changeLeft: number = changeMinor;
  const payments: Payment[] = [];
  for (const tender of tenders.toReversed()) {
    const change = tender.method === 'cash' ? Math.min(changeLeft, Math.max(0, tender.amountMinor)) : 0;
    changeLeft -= change;
    if (tender.amountMinor === 0) continue;
    payments.unshift({
      id: makeId(),
      method: tender.method,
      amountMinor: minor(tender.amountMinor - change),
      tenderedMinor: tender.amountMinor,
      changeMinor: minor(change),
      state: tender.state ?? STARTING_STATES[tender.method][0] ?? 'confirmed',
      reference: tender.reference,
    });
  }
  return payments;
}

/** Whether a tender's state is one that its way of paying may begin in. */
export function hasStartingState(tender: Pick<Tender, 'method' | 'state'>): boolean {
  return tender.state === undefined || STARTING_STATES[tender.method].includes(tender.state);
}
