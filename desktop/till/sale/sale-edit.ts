import { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import type { Cart } from '#shared/sale/cart.ts';
import type { EditBy } from '#shared/sale/edit-by.ts';
import { journalUndone } from '#shared/sale/journal-undone.ts';
import { promoteCart } from '#shared/sale/promote-cart.ts';
import type { saleViewSchema } from '#shared/till-calls/sale-view.ts';
import { actorOf } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { DraftReader, DraftWriter } from '../store/draft-store.ts';
import { type Answer, type Handler, draftWrite } from '../store/handler.ts';
import type { Draft } from '../store/tables/drafts.ts';
import { openSaleView } from './sale-view.ts';

const memoSchema = z.object({ saleId: z.string(), touchedLineId: z.string().nullable() });
export type EditMemo = z.infer<typeof memoSchema>;

/** A call that edits carts and answers with the whole sale view. Nothing of it reaches the change log. */
export function saleEdit<Input extends z.ZodType>(
  call: Call<string, Input, typeof saleViewSchema>,
  work: (context: CallContext, writer: DraftWriter, input: z.output<Input>) => Answer<EditMemo>,
): Handler {
  return draftWrite(call, {
    memo: memoSchema,
    work: (context, writer, input) => {
      context.touched('sale');
      return work(context, writer, input);
    },
    answer: (core, memo) => openSaleView(core, memo.saleId, memo.touchedLineId),
  });
}

/** The open sale of that id. */
export function openDraft(reader: Pick<DraftReader, 'drafts'>, saleId: string): Answer<Draft> {
  const draft = reader.drafts.get(saleId);
  return draft === null || draft.isParked ? refuse('sale_not_open') : accept(draft);
}

/** Writes an edited cart down and says which line was touched. What was taken back before can't be given again after it. */
export function saved(
  context: CallContext,
  writer: DraftWriter,
  cart: Cart,
  touchedLineId: string | null,
): Answer<EditMemo> {
  const journalled = withUndone(context, writer, cart);
  if (!journalled.ok) return journalled;
  writer.drafts.save(promoted(context, journalled.value));
  return accept({ saleId: cart.saleId, touchedLineId });
}

/** The cart with the promotions that hold now. */
export function promoted({ core }: CallContext, cart: Cart): Cart {
  return promoteCart(
    cart,
    core.store.read((reader) => reader.shop.promotionsAt(core.nowMs())),
  );
}

/** The cart with what went by taking edits back in its journal, where they are about to be gone for good. */
export function withUndone(context: CallContext, reader: Pick<DraftReader, 'drafts'>, cart: Cart): Answer<Cart> {
  const draft = reader.drafts.get(cart.saleId);
  if (draft === null || !draft.canRedo) return accept(cart);
  const undone = { shown: draft.cart, undone: reader.drafts.undone(cart.saleId) };
  return journalUndone(cart, undone, editBy(context));
}

export function editBy(context: CallContext, approvedBy: string | null = null): EditBy {
  return { atMs: context.core.nowMs(), actorId: actorOf(context).id, approvedBy };
}
