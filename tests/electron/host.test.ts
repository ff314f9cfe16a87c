import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import { replySchema } from '#shared/till-calls/reply.ts';
import { saleAddItemCall, saleCompleteCall, saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import { staffSignInCall } from '#shared/till-calls/till-calls.ts';
import { inTillFolder, seedTillFolder } from '#tests/support/till/seed-folder.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { buildApp } from './build-app.ts';
import { type Host, startHost } from './start-host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const OUR_PAGE = 'stockavoo://till/';
const TEN_MEGABYTES = 'x'.repeat(10_000_000);

let app: Awaited<ReturnType<typeof buildApp>>;
let dataDir: string;
let host: Host;

beforeAll(async () => {
  app = await buildApp();
  dataDir = mkdtempSync(join(tmpdir(), 'stockavoo-electron-'));
  await seedTillFolder(join(dataDir, 'till'), join(dataDir, 'keys.json'));
  host = startHost(app.folder, dataDir);
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  app.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the page gets two functions and nothing else', async () => {
  expect(await host.order({ order: 'page_functions' })).toEqual(['stockavoo.send', 'stockavoo.onPush']);
});

test.each([
  ['another window', { senderId: 2, url: OUR_PAGE, isSubframe: false }],
  ['a frame inside our page', { senderId: 1, url: OUR_PAGE, isSubframe: true }],
  ['a page of the web in our window', { senderId: 1, url: 'https://evil.example/', isSubframe: false }],
  ['a page that only looks like ours', { senderId: 1, url: 'stockavoo://till.evil.example/', isSubframe: false }],
])('a port is refused to %s', async (_name, sender) => {
  await ready();
  expect(await host.order({ order: 'connect_as', ...sender })).toMatchObject({ ok: false, fault: 'door_closed' });
  expect(readLog()).toContain('sender_refused');
  // Our own page still has its port.
  await ready();
});

test('an unknown call and a message that is none are answered in words', async () => {
  for (const request of [
    { name: 'till.explode', input: {} },
    { name: '__proto__', input: {} },
  ]) {
    expect(await host.send(request)).toMatchObject({ ok: false, fault: 'unknown_call' });
  }
  for (const request of [null, 7, 'sale.add_item', [], { input: {} }])
    expect(await host.send(request)).toMatchObject({ ok: false, fault: 'malformed' });
});

test('ten megabytes are refused at the page’s end, and at the till’s where a taken-over page gets past it', async () => {
  await ready();
  const request = { name: 'till.state', input: { text: TEN_MEGABYTES } };
  expect(await host.send(request)).toMatchObject({ ok: false, fault: 'too_large' });
  const reply = await host.order({ order: 'raw_send', message: { id: 4711, request } });
  expect(reply).toMatchObject({ id: 4711, reply: { ok: false, fault: 'too_large' } });
  await ready();
});

test('a till that is killed starts again, with the open sale, and the page is told that its views are old', async () => {
  await signIn();
  const sale = await ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  await host.order({ order: 'kill_till' });
  // The call that was on its way may be lost with the till; a page asks again.
  await host.send({ name: 'till.state', input: {} });
  await signIn();
  expect((await ok(saleCurrentCall, {})).sale).toMatchObject({ saleId: sale.saleId, totalMinor: sale.totalMinor });
  expect(await host.order({ order: 'pushed' })).toContain(undefined);
  expect(await host.order({ order: 'facts' })).toMatchObject({ forks: 2 });
});

test('a page that crashes is loaded again, and finds its sale', async () => {
  await signIn();
  const sale = await ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  await host.order({ order: 'crash_window' });
  await vi.waitFor(() => expect(readLog()).toContain('window_process_ended'));
  await vi.waitFor(async () => expect((await ok(saleCurrentCall, {})).sale).toMatchObject({ saleId: sale.saleId }), {
    timeout: 20_000,
    interval: 200,
  });
});

test('pushes reach the page', async () => {
  await signIn();
  await vi.waitFor(async () => expect(await host.order({ order: 'pushed' })).toContainEqual({ topic: 'staff' }));
});

test('a second start shows the first window and ends', async () => {
  await ready();
  const second = startHost(app.folder, dataDir);
  expect(await second.exited).toBe(0);
  expect(second.said()).toContain('This till is open already');
  expect(await host.order({ order: 'second_instance' })).toBe(1);
});

test('secrets lie sealed on the disk once the system can seal', async () => {
  await ready();
  const kept = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')));
  expect(Object.keys(kept).toSorted()).toEqual(['pin-key', 'till-key']);
  for (const secret of Object.values(kept)) expect(secret).toMatch(/^sealed:/);
  expect(readLog()).toContain('keychain_weak');
});

// The program has ended after this one.
test('a sale sent through the preload script is in the till’s file when the program has ended', async () => {
  await signIn();
  const sale = await ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const done = await ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: sale.totalMinor }],
  });
  // What draws receipts is not in the bundle: it has to be found from where the bundle lies.
  await vi.waitFor(() => expect(printed().filter((name) => name.endsWith('.png'))).toHaveLength(1), {
    timeout: 20_000,
    interval: 100,
  });
  await host.order({ order: 'quit' }).catch(() => undefined);
  expect(await host.exited).toBe(0);
  const kept = await keptSales();
  expect(kept).toEqual([{ id: done.saleId, receiptNumber: done.receiptNumber }]);
});

const ready = async (): Promise<unknown> =>
  expect(await host.send({ name: 'till.state', input: {} })).toMatchObject({ ok: true, value: { state: 'ready' } });

async function ok<Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<string, Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  const reply = replySchema.parse(
    await host.send({ name: call.name, input, ...(call.writes ? { callId: randomUUID() } : {}) }),
  );
  if (!reply.ok) throw new Error(`${call.name}: ${JSON.stringify(reply)}`);
  return call.output.parse(reply.value);
}

const signIn = (): Promise<unknown> => ok(staffSignInCall, { userId: SHOP.clerk.id, pin: SHOP.clerk.pin });

const printed = (): string[] => readdirSync(join(dataDir, 'till', 'devices'));

const readLog = (): string => readFileSync(join(dataDir, 'logs', 'till.log'), 'utf8');

function keptSales(): Promise<unknown> {
  return inTillFolder(join(dataDir, 'till'), join(dataDir, 'unsealed.json'), (store) =>
    store.read((reader) => reader.sales.latest(10).map(({ id, receiptNumber }) => ({ id, receiptNumber }))),
  );
}
