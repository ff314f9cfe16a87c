import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { must } from '#shared/base/assert.ts';
import { receiptGetCall, receiptLogoCall } from '#shared/till-calls/receipt-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { NotConnected, type Network } from '#till/ports/network.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { UNPLUGGED, virtualDevices } from '#tests/support/till/virtual-devices.ts';

const LOGO = `/api/v1/images/${'a'.repeat(32)}-m.webp`;
const OTHER_LOGO = `/api/v1/images/${'b'.repeat(32)}-m.webp`;
const RETRY_MS = 10 * 60_000;

let picture: Uint8Array;
beforeAll(async () => {
  const red = { create: { width: 300, height: 100, channels: 3, background: '#aa3311' } } as const;
  picture = await sharp(red).webp().toBuffer();
});

let till: TestTill;
let printedLogos: (Uint8Array | null)[];
let asked: string[];
/** What stands at an address of the office; null where there is no line. */
let office: (path: string) => { readonly status: number; readonly body: Uint8Array } | null;

const network: Network = {
  ...UNPLUGGED,
  request: ({ url }) => {
    const { pathname } = new URL(url);
    const answer = pathname.includes('/images/') ? office(pathname) : null;
    if (pathname.includes('/images/')) asked.push(pathname);
    if (answer === null) return Promise.reject(new NotConnected('no line'));
    return Promise.resolve({ ...answer, headers: {} });
  },
};

beforeEach(async () => {
  [printedLogos, asked] = [[], []];
  office = () => ({ status: 200, body: picture });
  const { printer } = virtualDevices();
  till = await openTestTill({
    deps: {
      network,
      printer: {
        print: (receipt, logo) => {
          printedLogos.push(logo);
          return printer.print(receipt, logo);
        },
      },
    },
  });
});
afterEach(() => till.close());

/** The business has this logo from now on, as if the office had said so while the till was off. */
async function give(logoUrl: string | null): Promise<void> {
  await till.inFiles((store) =>
    store.write((writer) => {
      const known = must(writer.records.get('business', SHOP.businessId), 'there is a business');
      writer.records.put('business', SHOP.businessId, { ...known, fields: { ...known.fields, logoUrl } });
    }),
  );
  till.clock.pass(0);
}

const shown = async (): Promise<string | null> => (await till.ok(receiptLogoCall, {})).picture;

async function sell(): Promise<string> {
  const cart = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const { saleId } = await till.ok(saleCompleteCall, {
    saleId: cart.saleId,
    tenders: [{ method: 'cash', amountMinor: cart.totalMinor }],
  });
  return saleId;
}

test('the logo is fetched once, stands on receipts and the screen, and is there while the office is away', async () => {
  await give(LOGO);
  await till.signIn();
  await vi.waitFor(async () => expect(await shown()).not.toBeNull());
  expect(await shown()).toBe(`data:image/webp;base64,${Buffer.from(picture).toString('base64')}`);
  office = () => null;
  await till.restart();
  till.clock.pass(RETRY_MS);
  await till.signIn();
  const saleId = await sell();
  await vi.waitFor(() => expect(printedLogos).toEqual([Buffer.from(picture)]));
  const { document } = await till.ok(receiptGetCall, { saleId });
  expect(document.blocks[0]).toEqual({ kind: 'logo', url: LOGO });
  expect(asked).toEqual([LOGO]);
});

test.each([
  ['no line', () => null],
  ['a page that asks for a voucher', () => ({ status: 200, body: Buffer.from('<html>Buy a voucher</html>') })],
  ['an office in trouble', () => ({ status: 503, body: Buffer.from('{}') })],
])('with %s the till prints without its logo, and has it when it can', async (_, answer) => {
  office = answer;
  await give(LOGO);
  await till.signIn();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  await sell();
  await vi.waitFor(() => expect(printedLogos).toEqual([null]));
  expect(await shown()).toBeNull();
  office = () => ({ status: 200, body: picture });
  till.clock.pass(RETRY_MS);
  await vi.waitFor(async () => expect(await shown()).not.toBeNull());
  await sell();
  await vi.waitFor(() => expect(printedLogos).toHaveLength(2));
  expect(printedLogos[1]).toEqual(Buffer.from(picture));
});

test('another logo takes the place of the one before, and none is printed where it was taken off', async () => {
  await give(LOGO);
  await vi.waitFor(() => expect(asked).toEqual([LOGO]));
  await give(OTHER_LOGO);
  await vi.waitFor(() => expect(asked).toEqual([LOGO, OTHER_LOGO]));
  await till.signIn();
  await vi.waitFor(async () => expect(await shown()).not.toBeNull());
  await give(null);
  await till.signIn();
  await vi.waitFor(async () => expect(await shown()).toBeNull());
  await sell();
  await vi.waitFor(() => expect(printedLogos).toEqual([null]));
});

test('an address that is not the office’s own is not fetched', async () => {
  await give('https://elsewhere.example/logo.webp');
  till.clock.pass(RETRY_MS);
  await till.signIn();
  expect(await shown()).toBeNull();
  expect(asked).toEqual([]);
});
