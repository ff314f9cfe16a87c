import { accept, refuse } from '#shared/base/outcome.ts';
import { minor } from '#shared/base/money.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { actorOf } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { DraftWriter } from '../store/draft-store.ts';
import type { Answer } from '../store/handler.ts';
import { PARKED_MAX } from '../store/tables/drafts.ts';

/** An empty sale, once the till has the settings and products that selling needs. With it what was dropped last is gone. */
export function newCart(context: CallContext, customerId: string | null): Answer<Cart> {
  const { core } = context;
  context.after(core.drafts.dropped.forget);
  return core.store.read((reader) => {
    const identity = reader.meta.identity();
    if (identity === null || reader.meta.epoch() === null) return refuse('till_not_enrolled');
    const business = reader.shop.business();
    if (business === null || !reader.sync.isReady()) return refuse('till_not_ready');
    const customer = customerId === null ? null : reader.customers.byId(customerId);
    if (customerId !== null && customer === null) return refuse('customer_unknown');
    return accept({
      saleId: core.newId(),
      kind: 'sale',
      currency: business.currency,
      cashRoundingMinor: minor(business.cashRoundingMinor),
      customerId,
      customerName: customer?.name ?? null,
      isTaxExempt: customer?.taxExempt === 1,
      refundOf: null,
      lines: [],
      discount: null,
      note: '',
      journal: [],
      openedBy: actorOf(context).id,
      openedAtMs: core.nowMs(),
    });
  });
}

/** Makes room for another open sale: an empty one is dropped, one with lines is parked, up to what the list of them shows. */
export function setAsideOpen(context: CallContext, writer: DraftWriter, recalled = 0): Answer<null> {
  const open = writer.drafts.open();
  if (open === null) return accept(null);
  const { saleId, lines, journal } = open.cart;
  if (lines.length === 0 && journal.length === 0 && !open.canRedo && open.payments.length === 0) {
    writer.drafts.drop(saleId);
    return accept(null);
  }
  if (writer.drafts.parkedCount() - recalled >= PARKED_MAX) return refuse('sale_too_large', { max: PARKED_MAX });
  writer.drafts.park(saleId, { name: '', atMs: context.core.nowMs(), by: actorOf(context).id });
  return accept(null);
}
