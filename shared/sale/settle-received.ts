import { assert } from '#shared/base/assert.ts';
import type { MakeId } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { PAYMENTS_MAX } from './limits.ts';
import type { Payment, Tender } from './tender.ts';
import { hasStartingState, toPayments } from './to-payments.ts';

export type SettleReceivedRefusal =
  | 'amount_not_positive'
  | 'tender_short'
  | 'tender_over'
  | 'tender_sign'
  | 'tender_state'
  | 'tender_unavailable';

export type Received = { readonly payments: readonly Payment[]; readonly changeMinor: Minor };

/**
 * Takes money without goods: holds the tenders against what is paid, to the last minor unit, and works out the change.
 *
 * Only cash gives change. A debt isn't paid by a debt.
 */
export function settleReceived(wanted: {
  readonly amountMinor: Minor;
  readonly tenders: readonly Tender[];
  readonly makeId: MakeId;
}): Outcome<Received, SettleReceivedRefusal> {
  const { amountMinor, tenders, makeId } = wanted;
  assert(tenders.length <= PAYMENTS_MAX, `it is paid in ${PAYMENTS_MAX} parts at most`);
  if (amountMinor <= 0) return refuse('amount_not_positive');
  let [handed, cash] = [0, 0];
  for (const tender of tenders) {
    if (tender.method === 'credit') return refuse('tender_unavailable', { method: tender.method });
    if (tender.amountMinor <= 0) return refuse('tender_sign', { method: tender.method });
    if (!hasStartingState(tender)) return refuse('tender_state', { method: tender.method });
    handed += tender.amountMinor;
    if (tender.method === 'cash') cash += tender.amountMinor;
  }
  const overMinor = handed - amountMinor;
  if (overMinor < 0) return refuse('tender_short', { leftMinor: -overMinor });
  // Cash that all comes back as change paid for nothing.
  if (overMinor > 0 && overMinor >= cash) return refuse('tender_over', { overMinor });
  return accept({ payments: toPayments(tenders, minor(overMinor), makeId), changeMinor: minor(overMinor) });
}
