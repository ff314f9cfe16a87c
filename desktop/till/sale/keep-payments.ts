import { accept, refuse } from '#shared/base/outcome.ts';
import { saleKeepPaymentsCall } from '#shared/till-calls/sale-calls.ts';
import { checkAmount } from '../store/check-amount.ts';
import { openDraft, saleEdit } from './sale-edit.ts';
import { paidMinor } from './sale-view.ts';

/**
 * Writes down what the customer paid so far, so that no crash and no look at another page loses it.
 *
 * It becomes money of the drawer when the whole is paid; until then it can be given back.
 */
export const keepPayments = saleEdit(saleKeepPaymentsCall, (_context, writer, { saleId, payments }) => {
  const draft = openDraft(writer, saleId);
  if (!draft.ok) return draft;
  if (draft.value.cart.lines.length === 0 && payments.length > 0) return refuse('sale_empty');
  for (const { amountMinor, method } of payments) {
    if (amountMinor <= 0) return refuse('tender_sign', { method });
    // Each for itself first: so many of them always add up.
    const fits = checkAmount(amountMinor);
    if (!fits.ok) return fits;
  }
  const fits = checkAmount(paidMinor({ payments }));
  if (!fits.ok) return fits;
  writer.drafts.keepPayments(saleId, payments);
  return accept({ saleId, touchedLineId: null });
});
