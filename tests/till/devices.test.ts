import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptDevices } from '#devices/kept-devices.ts';
import {
  deviceSaveCall,
  deviceSettingsCall,
  deviceStatusCall,
  deviceTestDrawerCall,
  deviceTestPrintCall,
} from '#shared/till-calls/device-calls.ts';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { receiptGetCall } from '#shared/till-calls/receipt-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { minor } from '#shared/base/money.ts';
import { must } from '#shared/base/assert.ts';
import type { Writer } from '#till/store/till-store.ts';
import { tillStateCall } from '#shared/till-calls/till-calls.ts';
import { networkPrinter, printerSocket } from '#tests/support/escpos/printer-socket.ts';
import { NO_DRAWING } from '#tests/support/escpos/no-drawing.ts';
import { readEscpos } from '#devices/escpos/read-escpos.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const AT = { now: () => new Date(0), drawing: NO_DRAWING };
const NONE: DeviceSettings = { printer: { kind: 'none' }, paperMm: 80, drawer: 'by_printer', signs: 'drawn' };
const approval = { userId: SHOP.manager.id, pin: SHOP.manager.pin };

let folder: string;
let till: TestTill;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'till-devices-'));
  till = await openTestTill({ folder, deps: keptDevices(folder, NONE, AT) });
  // Devices are the owner's to choose.
  await till.inFiles((store) => store.write(makeOwner));
});
afterEach(async () => {
  await till.close();
  rmSync(folder, { recursive: true, force: true });
});

test('another printer is chosen by whoever may tend the till, is used at once, and is remembered', async () => {
  await using socket = await printerSocket({ paper: 'in', atEnd: 'hangs_up' });
  const settings = networkPrinter(socket);
  await till.signIn();
  expect(await till.no(deviceSaveCall, { settings })).toBe('permission_missing');
  expect(await till.ok(deviceSettingsCall, {})).toEqual(NONE);
  expect(await till.ok(deviceSaveCall, { settings, approval })).toEqual(settings);
  expect(await till.ok(deviceStatusCall, {})).toEqual({ answer: 'ready' });
  await till.ok(deviceTestPrintCall, {});
  const steps = socket.jobs.flatMap((job) => readEscpos(job));
  expect(steps.some((step) => step.kind === 'line' && step.text.includes('TEST PAGE'))).toBe(true);
  expect(steps.at(-1)).toEqual({ kind: 'cut' });
  expect(keptDevices(folder, NONE, AT).deviceSetup.current()).toEqual(settings);
});

test('a file of devices that is damaged leaves the till with what it was told from outside', () => {
  writeFileSync(join(folder, 'devices.json'), '{"printer":');
  expect(keptDevices(folder, NONE, AT).deviceSetup.current()).toEqual(NONE);
});

test('settings that no machine can have are refused by their field', async () => {
  await till.signIn(SHOP.manager);
  const printer = { kind: 'spooler' as const, name: '-o raw' };
  expect(await till.no(deviceSaveCall, { settings: { ...NONE, printer } })).toBe('bad_input');
  expect(await till.ok(deviceSettingsCall, {})).toEqual(NONE);
});

test('what the printer says reaches the answer of a test, and goes when it is put right', async () => {
  await till.signIn();
  for (const state of ['printer_out_of_paper', 'printer_cover_open', 'printer_stuck', 'printer_offline']) {
    writeState(state);
    expect(await till.ok(deviceStatusCall, {})).toEqual({ answer: state });
    expect(await till.no(deviceTestPrintCall, {})).toBe(state);
  }
  writeState('');
  await till.ok(deviceTestPrintCall, {});
  expect((await till.ok(tillStateCall, {})).warnings).toEqual([]);
});

test('a printer that refuses receipts is said on every page; what waits is printed as soon as it takes a test', async () => {
  await till.signIn();
  writeState('printer_out_of_paper');
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const tenders = [{ method: 'cash' as const, amountMinor: minor(300_000) }];
  const { saleId } = await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders });
  const warnings = async () => (await till.ok(tillStateCall, {})).warnings;
  const printer = [{ code: 'printer', value: 'printer_out_of_paper' }];
  await expect.poll(warnings).toEqual(printer);
  expect(till.pushed.some((event) => event.topic === 'device')).toBe(true);
  expect(await till.ok(receiptGetCall, { saleId })).toMatchObject({
    printState: 'waiting',
    printError: 'printer_out_of_paper',
  });
  writeState('');
  await till.ok(deviceTestPrintCall, {});
  await expect.poll(async () => (await till.ok(receiptGetCall, { saleId })).printState).toBe('printed');
  expect(await warnings()).toEqual([]);
});

test('a drawer that is tried is on record, with whoever agreed, and opens; without a drawer there is nothing to try', async () => {
  await till.signIn();
  expect(await till.no(deviceTestDrawerCall, {})).toBe('permission_missing');
  await till.ok(deviceTestDrawerCall, { approval });
  expect(
    readFileSync(join(folder, 'devices', 'drawer.txt'), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(1);
  await till.ok(deviceSaveCall, { settings: { ...NONE, drawer: 'none', signs: 'drawn' }, approval });
  expect(await till.no(deviceTestDrawerCall, { approval })).toBe('no_drawer');
  const bodies = await till.inFiles((store) =>
    store.read((reader) =>
      reader.changes
        .after(SHOP.epoch, 0, 100)
        .filter((change) => change.type === 'drawer.opened')
        .map((change) => change.body),
    ),
  );
  expect(bodies.map(parseChange)).toMatchObject([{ ok: true, value: { actorId: SHOP.clerk.id } }]);
});

function makeOwner(writer: Writer): void {
  const role = must(writer.records.get('role', SHOP.managerRoleId), 'the shop has managers');
  writer.records.put('role', SHOP.managerRoleId, { ...role, fields: { ...role.fields, permissions: ['*'] } });
}

function writeState(state: string): void {
  mkdirSync(join(folder, 'devices'), { recursive: true });
  writeFileSync(join(folder, 'devices', 'printer-state.txt'), `${state}\n`);
}
