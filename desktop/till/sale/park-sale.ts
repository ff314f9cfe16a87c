import { z } from 'zod';
import { accept, refuse } from '#shared/base/outcome.ts';
import { saleParkCall } from '#shared/till-calls/sale-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { draftWrite } from '../store/handler.ts';
import { PARKED_MAX } from '../store/tables/drafts.ts';
import { openDraft } from './sale-edit.ts';

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
