import { afterEach, beforeEach, expect, test } from 'vitest';
import { receiptGetCall, receiptReprintCall, receiptSendCall } from '#shared/till-calls/receipt-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleFindCall } from '#shared/till-calls/sale-calls.ts';
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

const logged = () => till.inFiles((store) => store.read((reader) => reader.changes.after(SHOP.epoch, 0, 100)));

test('a receipt prints by itself, and once more as a copy, which is written down', async () => {
  const saleId = await sellOne();
  await expect.poll(() => till.devices.printed.length).toBe(1);
  expect(await stateOf(saleId)).toEqual({ printState: 'printed', printError: null });
  await till.ok(receiptReprintCall, { saleId });
  await expect.poll(() => till.devices.printed.length).toBe(2);
  expect(till.devices.printed.map((receipt) => receipt.marks)).toEqual([[], ['copy']]);
  expect((await logged()).map(({ type }) => type)).toContain('receipt.reprinted');
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

test('each sale has a page of its own from the start, whose address nobody can guess', async () => {
  const [one, other] = [await sellOne(), await sellOne()];
  const { pageUrl } = await till.ok(receiptGetCall, { saleId: one });
  expect(pageUrl).toMatch(/^https?:\/\/[^/]+\/r\/[0-9a-f]{32}$/);
  expect((await till.ok(receiptGetCall, { saleId: other })).pageUrl).not.toBe(pageUrl);
  const token = pageUrl?.slice(-32) ?? '';
  expect((await logged()).find(({ entityId }) => entityId === one)?.body).toContain(`"receiptToken":"${token}"`);
});

test('the code on the receipt leads a phone to its page, and scanned at a till it is the sale', async () => {
  const saleId = await sellOne();
  const { document, pageUrl } = await till.ok(receiptGetCall, { saleId });
  const code = document.blocks.flatMap((block) => (block.kind === 'qr' ? [block.text] : []));
  expect(code).toEqual([`${pageUrl}#${saleId}`]);
  for (const text of [code[0] ?? '', (code[0] ?? '').toUpperCase()])
    expect((await till.ok(saleFindCall, { text })).sales).toMatchObject([{ saleId, here: true }]);
});

test('a wish for a receipt without paper follows its sale to the office, and a repeated call wishes once', async () => {
  const saleId = await sellOne();
  const callId = '0190a5f4-6f8e-4a53-9c1d-2b2f9a6d3c11';
  const asked = { saleId, channel: 'whatsapp', to: ' +234 803 123 4567 ' } as const;
  for (let times = 0; times < 2; times += 1)
    expect(await till.ok(receiptSendCall, asked, callId)).toEqual({ to: '+234 803 123 4567' });
  await till.ok(receiptSendCall, { saleId, channel: 'email', to: 'chidi@example.test' });
  const wishes = (await logged()).filter(({ type }) => type === 'receipt.sent');
  expect(wishes.map(({ body }): unknown => JSON.parse(body))).toMatchObject([
    { payload: { saleId, channel: 'whatsapp', to: '+234 803 123 4567' } },
    { payload: { saleId, channel: 'email', to: 'chidi@example.test' } },
  ]);
});

test('what is no address or number goes nowhere, and neither does the receipt of a sale that nobody knows', async () => {
  const saleId = await sellOne();
  for (const to of ['', 'chidi', 'a@example.test, b@example.test', '0803 123 4567'])
    expect(await till.no(receiptSendCall, { saleId, channel: 'email', to })).toBe('receipt_to_wrong');
  for (const to of ['', '0803', 'chidi@example.test', '0803 123 4567, 0803 123 4568'])
    expect(await till.no(receiptSendCall, { saleId, channel: 'whatsapp', to })).toBe('receipt_to_wrong');
  const unknown = { saleId: idOf(404), channel: 'email', to: 'chidi@example.test' } as const;
  expect(await till.no(receiptSendCall, unknown)).toBe('refund_sale_unknown');
  expect((await logged()).filter(({ type }) => type === 'receipt.sent')).toEqual([]);
});
