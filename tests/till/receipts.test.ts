import { afterEach, beforeEach, expect, test } from 'vitest';
import { receiptGetCall, receiptReprintCall } from '#shared/till-calls/receipt-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn();
});
afterEach(() => till.close());

async function sellOne(): Promise<string> {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [{ method: 'card', amountMinor: sale.totalMinor }] });
  return sale.saleId;
}

const stateOf = async (saleId: string) => {
  const { printState, printError } = await till.ok(receiptGetCall, { saleId });
  return { printState, printError };
};

test('a receipt prints by itself, and once more as a copy, which is written down', async () => {
  const saleId = await sellOne();
  await expect.poll(() => till.devices.printed.length).toBe(1);
  expect(await stateOf(saleId)).toEqual({ printState: 'printed', printError: null });
  await till.ok(receiptReprintCall, { saleId });
  await expect.poll(() => till.devices.printed.length).toBe(2);
  expect(till.devices.printed.map((receipt) => receipt.marks)).toEqual([[], ['copy']]);
  const logged = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(SHOP.epoch, 0, 100).map((change) => change.type)),
  );
  expect(logged).toContain('receipt.reprinted');
});

test('a printer that is off holds up the paper, never the sale: the receipt waits, over a restart too', async () => {
  till.devices.seen.isPrinterOn = false;
  const saleId = await sellOne();
  await expect.poll(() => stateOf(saleId)).toEqual({ printState: 'waiting', printError: 'printer_offline' });
  await till.restart();
  await till.signIn();
  till.devices.seen.isPrinterOn = true;
  till.clock.pass(10_000);
  await expect.poll(() => stateOf(saleId)).toEqual({ printState: 'printed', printError: null });
});

test('there is no receipt of a sale that nobody knows', async () => {
  expect(await till.no(receiptGetCall, { saleId: idOf(404) })).toBe('refund_sale_unknown');
  expect(await till.no(receiptReprintCall, { saleId: idOf(404) })).toBe('refund_sale_unknown');
});
