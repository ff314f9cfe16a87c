import { accept, refuse } from '#shared/base/outcome.ts';
import { withNewLineIds } from '#shared/sale/with-new-line-ids.ts';
import { saleBringBackCall } from '#shared/till-calls/sale-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { setAsideOpen } from './new-cart.ts';
import { editBy, promoted, saleEdit } from './sale-edit.ts';

/**
 * Opens again what the same person dropped last: a sale of its own, for the dropped one stays on record as dropped.
 *
 * That it was brought back stands in its journal, so that the owner sees the two as one.
 */
export const bringBackSale = saleEdit(saleBringBackCall, (context, writer) => {
  const { drafts, newId, nowMs } = context.core;
  const dropped = drafts.dropped.of(actorOf(context).id);
  if (dropped === null) return refuse('sale_not_open');
  const aside = setAsideOpen(context, writer);
  if (!aside.ok) return aside;
  const { atMs, actorId, approvedBy } = editBy(context);
  const saleId = newId();
  writer.drafts.create(
    promoted(context, {
      ...withNewLineIds(dropped, newId),
      saleId,
      journal: [
        {
          atMs,
          actorId,
          approvedBy,
          event: 'recalled',
          lineName: null,
          quantityMilli: null,
          amountMinor: null,
          reason: '',
        },
      ],
      openedBy: actorId,
      openedAtMs: nowMs(),
    }),
  );
  context.after(drafts.dropped.forget);
  return accept({ saleId, touchedLineId: null });
});
