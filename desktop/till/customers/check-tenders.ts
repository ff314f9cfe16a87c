import type { Tender } from '#shared/sale/tender.ts';
import type { CallContext } from '../store/call-context.ts';
import { checkAmount } from '../store/check-amount.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-tables.ts';
import { withCredits } from './credits.ts';

/**
 * Whether these ways of paying can be taken here: amounts that people hand over, and credits that stand behind theirs. Gives
 * the tenders with the id of its credit in each that spends one.
 */
export function checkTenders(
  context: CallContext,
  reader: Reader,
  tenders: readonly Tender[],
): Answer<readonly Tender[]> {
  for (const { amountMinor } of tenders) {
    const fits = checkAmount(amountMinor);
    if (!fits.ok) return fits;
  }
  return withCredits(context, reader, tenders);
}
