import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { printingDevices } from '#devices/printing-devices.ts';
import { minor } from '#shared/base/money.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { receiptGetCall, receiptReprintCall } from '#shared/till-calls/receipt-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { networkPrinter, printerSocket } from '#tests/support/escpos/printer-socket.ts';
import { NO_DRAWING } from '#tests/support/escpos/no-drawing.ts';
import { readEscpos } from '#devices/escpos/read-escpos.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

/** The print queue tries again after so long. */
const RETRY_MS = 10_000;

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn();
});
afterEach(() => till.close());

async function sell(shop: TestTill = till) {
  const sale = await shop.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  return shop.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [{ method: 'cash', amountMinor: minor(300_000) }] });
}

const printState = async (saleId: string) => (await till.ok(receiptGetCall, { saleId })).printState;

/** Waits for work that is only queued, never for time. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 50_000; turn += 1) {
    if (await isSo()) return;
    await setImmediate();
  }
  throw new Error('it did not come to that');
}

test('a sale prints its receipt once, and the screen shows the same document', async () => {
  const { saleId, receiptNumber } = await sell();
  await until(async () => (await printState(saleId)) === 'printed');
  const shown = await till.ok(receiptGetCall, { saleId });
  expect(shown).toMatchObject({
    printState: 'printed',
    printError: null,
    document: { saleId, receiptNumber, marks: [] },
  });
  expect(till.devices.printed).toEqual([shown.document]);
});

test('a printer that is off leaves the receipt waiting and the sale as it is; it prints when the printer is back', async () => {
  till.devices.seen.isPrinterOn = false;
  const first = await sell();
  const second = await sell();
  await until(async () => (await till.ok(receiptGetCall, { saleId: first.saleId })).printError === 'printer_offline');
  expect(await printState(first.saleId)).toBe('waiting');
  expect((await till.ok(saleFindCall, { text: '' })).sales.map((sale) => sale.receiptNumber).toSorted()).toEqual([
    first.receiptNumber,
    second.receiptNumber,
  ]);
  expect(till.pushed.some((event) => event.topic === 'receipt')).toBe(true);
  till.devices.seen.isPrinterOn = true;
  till.clock.pass(RETRY_MS);
  await until(async () => (await printState(second.saleId)) === 'printed');
  expect(till.devices.printed.map((receipt) => receipt.receiptNumber)).toEqual([
    first.receiptNumber,
    second.receiptNumber,
  ]);
});

test('what waits for the printer survives a restart, and prints before anybody signs in', async () => {
  till.devices.seen.isPrinterOn = false;
  const { receiptNumber } = await sell();
  await till.restart();
  expect(till.devices.printed).toEqual([]);
  till.devices.seen.isPrinterOn = true;
  await till.restart();
  await until(() => till.devices.printed.length === 1);
  expect(till.devices.printed[0]?.receiptNumber).toBe(receiptNumber);
  await till.restart();
  expect(till.devices.printed).toHaveLength(1);
});

test('a receipt that the printer refuses for long is given up, holds up no other, and can be asked for again', async () => {
  till.devices.seen.isPrinterOn = false;
  const { saleId } = await sell();
  for (let tries = 0; tries < 60 && (await printState(saleId)) !== 'failed'; tries += 1) {
    till.clock.pass(RETRY_MS);
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
  }
  expect(await till.ok(receiptGetCall, { saleId })).toMatchObject({
    printState: 'failed',
    printError: 'printer_offline',
  });
  till.devices.seen.isPrinterOn = true;
  const next = await sell();
  await until(async () => (await printState(next.saleId)) === 'printed');
  await till.ok(receiptReprintCall, { saleId });
  await until(async () => (await printState(saleId)) === 'printed');
  expect(till.devices.printed.map((receipt) => receipt.marks)).toEqual([[], ['copy']]);
});

test('a copy is marked as one and written down, and a double tap prints one', async () => {
  const { saleId } = await sell();
  const callId = randomUUID();
  const first = await till.ok(receiptReprintCall, { saleId }, callId);
  expect(await till.ok(receiptReprintCall, { saleId }, callId)).toEqual(first);
  expect(await till.no(receiptReprintCall, { saleId: idOf(404) })).toBe('refund_sale_unknown');
  await until(() => till.devices.printed.length === 2);
  expect(till.devices.printed.map((receipt) => receipt.marks)).toEqual([[], ['copy']]);
  const bodies = await till.inFiles((store) =>
    store.read((reader) =>
      reader.changes
        .after(SHOP.epoch, 0, 100)
        .filter((change) => change.type === 'receipt.reprinted')
        .map((change) => change.body),
    ),
  );
  expect(bodies.map(parseChange)).toMatchObject([
    { ok: true, value: { entityId: saleId, actorId: SHOP.clerk.id, payload: { saleId } } },
  ]);
});

test('the receipt of a sale that never was is refused', async () => {
  expect(await till.no(receiptGetCall, { saleId: idOf(404) })).toBe('refund_sale_unknown');
});

test('a sale goes through a real socket to the paper: drawer, receipt, total and cut', async () => {
  await using socket = await printerSocket({ paper: 'in', atEnd: 'hangs_up' });
  const shop = await openTestTill({
    deps: printingDevices(networkPrinter(socket), { folder: till.folder, now: () => new Date(0), drawing: NO_DRAWING }),
  });
  try {
    await shop.signIn();
    const { saleId, receiptNumber } = await sell(shop);
    await until(async () => (await shop.ok(receiptGetCall, { saleId })).printState === 'printed');
    const steps = socket.jobs.flatMap((job) => readEscpos(job));
    const text = steps.map((step) => (step.kind === 'line' ? step.text : '')).join('\n');
    expect(steps[0]).toEqual({ kind: 'drawer', pin: 0 });
    expect(text).toContain('Milo 500 g');
    expect(text).toContain(receiptNumber);
    expect(text).toContain('2,500.00');
    expect(steps.filter((step) => step.kind === 'cut')).toHaveLength(1);
    expect(socket.mostAtOnce()).toBe(1);
  } finally {
    await shop.close();
  }
});

test('a printer without paper says so on the screen, and the sale is finished all the same', async () => {
  await using socket = await printerSocket({ paper: 'out', atEnd: 'hangs_up' });
  const shop = await openTestTill({
    deps: printingDevices(networkPrinter(socket), { folder: till.folder, now: () => new Date(0), drawing: NO_DRAWING }),
  });
  try {
    await shop.signIn();
    const { saleId } = await sell(shop);
    await until(async () => (await shop.ok(receiptGetCall, { saleId })).printError !== null);
    expect(await shop.ok(receiptGetCall, { saleId })).toMatchObject({
      printState: 'waiting',
      printError: 'printer_out_of_paper',
    });
    expect((await shop.ok(saleFindCall, { text: '' })).sales).toHaveLength(1);
  } finally {
    await shop.close();
  }
});
