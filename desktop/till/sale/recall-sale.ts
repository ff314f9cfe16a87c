import { accept, refuse } from '#shared/base/outcome.ts';
import { saleRecallCall } from '#shared/till-calls/sale-calls.ts';
import { setAsideOpen } from './new-cart.ts';
import { saleEdit } from './sale-edit.ts';

/** Takes a parked sale up again; an open one with lines is parked first. */
export const recallSale = saleEdit(saleRecallCall, (context, writer, { saleId }) => {
  const draft = writer.drafts.get(saleId);
  if (draft === null) return refuse('sale_not_open');
  if (draft.isParked) {
    const aside = setAsideOpen(context, writer, 1);
    if (!aside.ok) return aside;
    writer.drafts.recall(saleId);
  }
  return accept({ saleId, touchedLineId: null });
});
