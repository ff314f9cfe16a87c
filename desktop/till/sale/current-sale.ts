import { accept } from '#shared/base/outcome.ts';
import { saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import { reading } from '../store/handler.ts';
import { viewOf } from './sale-view.ts';

/** The open sale as it lies on the disk, after a crash too. */
export const currentSale = reading(saleCurrentCall, ({ core }) => {
  const open = core.drafts.read((reader) => reader.drafts.open());
  const isPaid = open !== null && core.store.read((reader) => reader.sales.byId(open.cart.saleId) !== null);
  const draft = isPaid ? null : open;
  const parkedCount = core.drafts.read((reader) => reader.drafts.parkedCount());
  return accept({ sale: draft === null ? null : viewOf(core, draft, null), parkedCount });
});
