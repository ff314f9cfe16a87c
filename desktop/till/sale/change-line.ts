import { changeLine } from '#shared/sale/change-line.ts';
import { findLine } from '#shared/sale/replace-line.ts';
import { accept } from '#shared/base/outcome.ts';
import { saleChangeLineCall } from '#shared/till-calls/sale-calls.ts';
import { type Allowed, allow } from '../staff/allow.ts';
import type { Answer } from '../store/handler.ts';
import { allowDiscounts } from './allow-discounts.ts';
import { editBy, openDraft, saleEdit, saved } from './sale-edit.ts';

/** Changes quantity, price or note of a line; another price takes somebody who may, unless the item's price is open. */
export const changeSaleLine = saleEdit(saleChangeLineCall, (context, writer, input) => {
  const draft = openDraft(writer, input.saleId);
  if (!draft.ok) return draft;
  const { cart } = draft.value;
  const line = findLine(cart, input.lineId);
  const isRepriced =
    input.unitPriceMinor !== undefined && line !== undefined && line.unitPriceMinor !== input.unitPriceMinor;
  const what = `price of ${line?.name ?? ''} ${line?.unitPriceMinor ?? ''} to ${input.unitPriceMinor ?? ''}`.slice(
    0,
    200,
  );
  const nobody: Answer<Allowed> = accept({ approvedBy: null });
  const allowed = isRepriced
    ? allow(context, { permission: 'sales.price_override', subjectId: input.saleId, what }, line.priceSource === 'open')
    : nobody;
  if (!allowed.ok) return allowed;
  const changed = changeLine(cart, input, editBy(context, allowed.value.approvedBy));
  if (!changed.ok) return changed;
  const discounts = allowDiscounts(context, cart, changed.value);
  return discounts.ok ? saved(context, writer, changed.value, input.lineId) : discounts;
});
