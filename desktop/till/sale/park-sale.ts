import { z } from 'zod';
import { accept, refuse } from '#shared/base/outcome.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import { saleParkCall, saleParkedCall, saleRecallCall } from '#shared/till-calls/sale-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { draftWrite, reading } from '../store/handler.ts';
import { PARKED_MAX } from '../store/tables/drafts.ts';
import { setAsideOpen } from './new-cart.ts';
import { openDraft, saleEdit } from './sale-edit.ts';

/** Puts the sale aside; the next cashier sees it too. */
export const parkSale = draftWrite(saleParkCall, {
  memo: z.object({ parkedCount: z.number() }),
  work: (context, writer, { saleId, name }) => {
    const draft = openDraft(writer, saleId);
    if (!draft.ok) return draft;
    if (draft.value.cart.lines.length === 0) return refuse('sale_empty');
    if (writer.drafts.parkedCount() >= PARKED_MAX) return refuse('sale_too_large', { max: PARKED_MAX });
    writer.drafts.park(saleId, { name, atMs: context.core.nowMs(), by: actorOf(context).id });
    context.touched('sale');
    return accept({ parkedCount: writer.drafts.parkedCount() });
  },
  answer: (_core, memo) => accept(memo),
});

const FIRST_LINES = 3;

/** The sales that were put aside, the latest first. */
export const parkedSales = reading(saleParkedCall, ({ core }) => {
  const parked = core.drafts.read((reader) => reader.drafts.parked());
  return core.store.read((reader) =>
    accept({
      parked: parked.map(({ cart, name, parkedAtMs, parkedBy }) => ({
        saleId: cart.saleId,
        name,
        customerName: cart.customerName,
        lineCount: cart.lines.length,
        totalMinor: priceCart(cart).totalMinor,
        parkedAtMs,
        parkedBy: reader.records.nameOfStaff(parkedBy),
        firstLines: cart.lines.slice(0, FIRST_LINES).map((line) => line.name),
      })),
    }),
  );
});

/** Takes a parked sale up again; an open one with lines is parked first. */
export const recallSale = saleEdit(saleRecallCall, (context, writer, { saleId }) => {
  const draft = writer.drafts.get(saleId);
  if (draft === null) return refuse('sale_not_open');
  if (draft.isParked) {
    setAsideOpen(context, writer);
    writer.drafts.recall(saleId);
  }
  return accept({ saleId, touchedLineId: null });
});
