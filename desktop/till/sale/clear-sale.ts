import { accept, refuse } from '#shared/base/outcome.ts';
import { clearCart } from '#shared/sale/clear-cart.ts';
import { exemptCart } from '#shared/sale/exempt-cart.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import { saleClearCall } from '#shared/till-calls/sale-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { dropDraft, isFinished } from './drop-draft.ts';
import { editBy, openDraft, withUndone } from './sale-edit.ts';
import { paidMinor } from './sale-view.ts';

/** Drops the open sale. What lay in it, and what was taken out before, stays visible to the owner; an empty one leaves no trace. */
export const clearSale = tillWrite(saleClearCall, (context, writer, { saleId, reason }) => {
  const { core } = context;
  const draft = core.drafts.read((reader) => openDraft(reader, saleId));
  if (!draft.ok) return draft;
  if (draft.value.payments.length > 0) return refuse('sale_part_paid', { paidMinor: paidMinor(draft.value) });
  if (isFinished(core, writer, saleId)) return refuse('sale_not_open');
  const journalled = core.drafts.read((reader) => withUndone(context, reader, draft.value.cart));
  if (!journalled.ok) return journalled;
  const cart = exemptCart(journalled.value);
  const cleared = clearCart(cart, reason, editBy(context));
  if (!cleared.ok) return cleared;
  const { journal } = cleared.value;
  if (journal.length > 0) {
    appendChange(writer, core.changes, {
      type: 'sale.abandoned',
      entityId: saleId,
      actorId: actorOf(context).id,
      payload: {
        saleId,
        shiftId: writer.shifts.open()?.id ?? null,
        lineCount: cart.lines.length,
        totalMinor: priceCart(cart).totalMinor,
        currency: cart.currency,
        reason,
        journal,
      },
    });
  }
  context.after(() => {
    dropDraft(core, saleId);
    if (cart.lines.length > 0) core.drafts.dropped.keep(journalled.value, actorOf(context).id);
  });
  context.touched('sale');
  return accept({});
});
