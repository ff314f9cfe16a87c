import { removeLine } from '#shared/sale/remove-line.ts';
import { saleRemoveLineCall } from '#shared/till-calls/sale-calls.ts';
import { allowDiscounts } from './allow-discounts.ts';
import { editBy, openDraft, saleEdit, saved } from './sale-edit.ts';

/** Takes a line out of the sale; it stays in the journal. */
export const removeSaleLine = saleEdit(saleRemoveLineCall, (context, writer, input) => {
  const draft = openDraft(writer, input.saleId);
  if (!draft.ok) return draft;
  const removed = removeLine(draft.value.cart, input, editBy(context));
  if (!removed.ok) return removed;
  const discounts = allowDiscounts(context, draft.value.cart, removed.value);
  return discounts.ok ? saved(context, writer, removed.value, null) : discounts;
});
