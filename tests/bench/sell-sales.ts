import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { ZERO_MINOR, minorSchema } from '#shared/base/money.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import type { ListedCode } from '#tests/replay/catalogue-of-lines.ts';
import type { ReplayTill } from '#tests/replay/replay-till.ts';

const GOODS = 200;

const cartSchema = z.object({ saleId: z.string().nullable(), cashTotalMinor: minorSchema });
const NO_CART: z.output<typeof cartSchema> = { saleId: null, cashTotalMinor: ZERO_MINOR };

/** What the measured sales are of. */
export const BENCH_GOODS: readonly ListedCode[] = Array.from({ length: GOODS }, (_, index) => ({
  code: `G${index}`,
  name: `Good ${index}`,
  priceMinor: 5000 + index * 50,
  isStocked: true,
}));

/** Sells so many times so many different goods for cash, by the calls of the screens. */
export async function sellSales(till: ReplayTill, sales: number, lines: number): Promise<void> {
  for (let sale = 0; sale < sales; sale += 1) {
    let cart = NO_CART;
    for (let line = 0; line < lines; line += 1) {
      const item = { code: `G${(sale * 7 + line * 31) % GOODS}` };
      cart = await till.do(saleAddItemCall, { saleId: cart.saleId, item, merge: false }, cartSchema);
    }
    await till.do(
      saleCompleteCall,
      {
        saleId: must(cart.saleId, 'a sale was opened'),
        tenders: [{ method: 'cash', amountMinor: cart.cashTotalMinor }],
      },
      z.unknown(),
    );
  }
}
