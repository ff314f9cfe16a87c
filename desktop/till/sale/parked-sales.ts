import { accept } from '#shared/base/outcome.ts';
import { exemptCart } from '#shared/sale/exempt-cart.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import { saleParkedCall } from '#shared/till-calls/sale-calls.ts';
import { reading } from '../store/handler.ts';

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
        totalMinor: priceCart(exemptCart(cart)).totalMinor,
        parkedAtMs,
        parkedBy: reader.records.nameOfStaff(parkedBy),
        firstLines: cart.lines.slice(0, FIRST_LINES).map((line) => line.name),
      })),
    }),
  );
});
