import { accept, refuse } from '#shared/base/outcome.ts';
import type { PaymentMethod, Tender } from '#shared/sale/tender.ts';
import { checkAmount } from '../store/check-amount.ts';
import type { Answer } from '../store/handler.ts';

/** Ways of paying that are ledgers: until the till keeps them, nothing stands behind such an amount. */
const WITHOUT_LEDGER: ReadonlySet<PaymentMethod> = new Set(['store_credit', 'gift_card']);

/** Whether these ways of paying can be taken here at all, and are amounts that people hand over. */
export function checkTenders(tenders: readonly Pick<Tender, 'method' | 'amountMinor'>[]): Answer<null> {
  for (const { method, amountMinor } of tenders) {
    if (WITHOUT_LEDGER.has(method)) return refuse('tender_unavailable', { method });
    const fits = checkAmount(amountMinor);
    if (!fits.ok) return fits;
  }
  return accept(null);
}
