import { must } from '#shared/base/assert.ts';
import { saleAddItemCall, saleOpenCall } from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putItem } from '#tests/support/till/seeded-shop.ts';

/** A till as it runs in a shop: answers are not held against their schemas a second time. */
export async function openBenchTill(): Promise<TestTill> {
  const till = await openTestTill({ deps: { checksAnswers: false } });
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: 0 });
  return till;
}

/** Puts products with a code each into the till's files. */
export async function stockTill(
  till: TestTill,
  names: readonly string[],
  codeOf: (index: number) => string,
): Promise<void> {
  await till.inFiles((store) =>
    store.write((writer) => {
      for (const [index, name] of names.entries()) {
        putItem(writer, 100_000 + index, {
          name: name.slice(0, 200),
          priceMinor: 1000 + (index % 500) * 50,
          codes: [[codeOf(index), 'piece', 1000]],
        });
      }
    }),
  );
  await till.signIn(SHOP.manager);
}

/** An open sale with so many lines of different goods. */
export async function fillSale(till: TestTill, codes: readonly string[]): Promise<SaleView> {
  let sale = await till.ok(saleOpenCall, {});
  for (const code of codes)
    sale = await till.ok(saleAddItemCall, { saleId: sale.saleId, item: { code }, merge: false });
  return must(sale, 'a sale was opened');
}
