import { readReceiptNumber } from '#till/store/receipt-series.ts';
import { saleAddItemCall, saleCompleteCall, saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import { openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

/** Opens a folder as the till does at its next start and sells: under the number that is next, and under no other. */
export async function sellsOn(folder: string, nextCounter: number): Promise<string[]> {
  try {
    const till = await openTestTill({ folder, seed: false });
    try {
      await till.signIn(SHOP.manager);
      const saleId = (await till.ok(saleCurrentCall, {})).sale?.saleId ?? null;
      const sale = await till.ok(saleAddItemCall, { saleId, item: { code: SHOP.milo.code } });
      const tenders = [{ method: 'cash' as const, amountMinor: sale.totalMinor }];
      const { receiptNumber } = await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders });
      const { series, counter } = readReceiptNumber(receiptNumber) ?? { series: '', counter: 0 };
      return series === 'A' && counter === nextCounter
        ? []
        : [`the next sale got ${receiptNumber}, not ${nextCounter}`];
    } finally {
      await till.close();
    }
  } catch (error) {
    return [`the till does not sell on: ${error instanceof Error ? error.message : String(error)}`];
  }
}
