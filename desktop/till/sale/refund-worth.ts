import { minor } from '#shared/base/money.ts';
import { accept } from '#shared/base/outcome.ts';
import { saleRefundWorthCall } from '#shared/till-calls/sale-calls.ts';
import { reading } from '../store/handler.ts';
import { priceGoodsBack } from './price-goods-back.ts';

/** What goods without a receipt are worth, before anybody agrees to give it: by the very rules of the refund. */
export const refundWorth = reading(saleRefundWorthCall, (context, { lines }) =>
  context.core.store.read((reader) => {
    const back = priceGoodsBack(context, reader, { lines, customerId: null, note: '' });
    if (!back.ok) return back;
    const { priced, cashMinor } = back.value;
    return accept({
      lines: priced.lines.map((line) => ({ totalMinor: given(line.totalMinor) })),
      totalMinor: given(priced.totalMinor),
      cashMinor: given(cashMinor),
    });
  }),
);

/** Money that leaves the drawer, as somebody counts it into a hand. */
function given(amountMinor: number) {
  return minor(0 - amountMinor);
}
