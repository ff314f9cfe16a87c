import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { EXPENSE_PHOTOS_MAX } from '#shared/sync/limits.ts';
import { expenseAddPhotoCall, expenseListCall, expenseRecordCall } from '#shared/till-calls/expense-calls.ts';
import { NotConnected, type Network, type NetworkRequest } from '#till/ports/network.ts';
import { idOf } from '#tests/support/carts.ts';
import { START_MS, type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { UNPLUGGED } from '#tests/support/till/virtual-devices.ts';

const RETRY_MS = 60_000;

let photo: string;
beforeAll(async () => {
  photo = await pictureOf('#aa3311');
});

let till: TestTill;
let sent: { readonly query: URLSearchParams; readonly type: string | undefined; readonly body: Uint8Array | null }[];
/** What the office says of a photo; null where there is no line. */
let office: () => { readonly status: number; readonly body: unknown } | null;

const taken = () => ({
  status: 200,
  body: {
    status: 'success',
    message: 'Kept.',
    data: { fileId: idOf(70), isAttached: false, serverTime: START_MS },
  },
});
const refusedAs = (status: number, code: string) => () => ({
  status,
  body: { status: 'error', code, message: 'It can’t be kept.' },
});

const network: Network = {
  ...UNPLUGGED,
  isUp: () => true,
  request: (request) => Promise.resolve(answerTo(request)),
};

function answerTo({ url, headers, body }: NetworkRequest) {
  const { pathname, searchParams: query } = new URL(url);
  const inBytes = ({ status, body: said }: { readonly status: number; readonly body: unknown }) => ({
    status,
    headers: {},
    body: Buffer.from(JSON.stringify(said)),
  });
  if (pathname.endsWith('/sync/token')) {
    const data = { accessToken: 'token', expiresAtMs: START_MS + 900_000_000, scope: 'till' };
    return inBytes({ status: 200, body: { status: 'success', message: 'Come in.', data } });
  }
  if (!pathname.endsWith('/sync/files')) throw new NotConnected('no line');
  sent.push({ query, type: headers['content-type'], body });
  const answer = office();
  if (answer === null) throw new NotConnected('no line');
  return inBytes(answer);
}

beforeEach(async () => {
  sent = [];
  office = taken;
  till = await openTestTill({ deps: { network } });
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

async function pictureOf(background: string): Promise<string> {
  const jpeg = await sharp({ create: { width: 90, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return jpeg.toString('base64');
}

async function spend(): Promise<string> {
  const spent = await till.ok(expenseRecordCall, {
    description: 'Diesel, Baba Sule',
    amountMinor: minor(150_000),
    method: 'transfer',
  });
  return spent.expenseId;
}

const listed = async () => (await till.ok(expenseListCall, {})).expenses[0];

test('a photo is sent as it was taken, under its hash, and the till keeps only that it was', async () => {
  const expenseId = await spend();
  expect(await till.ok(expenseAddPhotoCall, { expenseId, picture: photo })).toMatchObject({
    photoCount: 1,
    photosWaiting: 1,
  });
  till.clock.pass(0);
  await vi.waitFor(async () => expect(await listed()).toMatchObject({ photoCount: 1, photosWaiting: 0 }));
  const bytes = Buffer.from(photo, 'base64');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toEqual(bytes);
  expect(sent[0]?.type).toBe('image/jpeg');
  expect(Object.fromEntries(sent[0]?.query ?? [])).toEqual({
    expenseId,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  expect(await till.inFiles((store) => store.read((reader) => reader.photos.next()))).toBeNull();
});

test('a photo taken without a line waits, over a restart too, and goes when there is one', async () => {
  office = () => null;
  const expenseId = await spend();
  await till.ok(expenseAddPhotoCall, { expenseId, picture: photo });
  till.clock.pass(0);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(await listed()).toMatchObject({ photosWaiting: 1 });
  await till.restart();
  office = taken;
  till.clock.pass(RETRY_MS);
  await till.signIn(SHOP.manager);
  await vi.waitFor(async () => expect(await listed()).toMatchObject({ photoCount: 1, photosWaiting: 0 }));
});

test('the same photo twice is one, and eight are as many as are kept', async () => {
  office = () => null;
  const expenseId = await spend();
  for (let times = 0; times < 2; times += 1)
    expect(await till.ok(expenseAddPhotoCall, { expenseId, picture: photo })).toMatchObject({ photoCount: 1 });
  for (let more = 1; more < EXPENSE_PHOTOS_MAX; more += 1)
    await till.ok(expenseAddPhotoCall, { expenseId, picture: await pictureOf(`#0000${more}0`) });
  expect(await listed()).toMatchObject({ photoCount: EXPENSE_PHOTOS_MAX });
  expect(await till.no(expenseAddPhotoCall, { expenseId, picture: await pictureOf('#ffffff') })).toBe(
    'photos_too_many',
  );
});

test('what is no picture, or of no expense, is refused', async () => {
  const expenseId = await spend();
  const text = Buffer.from('%PDF-1.7').toString('base64');
  expect(await till.no(expenseAddPhotoCall, { expenseId, picture: text })).toBe('photo_unreadable');
  expect(await till.no(expenseAddPhotoCall, { expenseId: idOf(99), picture: photo })).toBe('expense_unknown');
});

test('one that the office will never have is said, and holds up no other', async () => {
  office = refusedAs(422, 'bad_input');
  const expenseId = await spend();
  await till.ok(expenseAddPhotoCall, { expenseId, picture: photo });
  till.clock.pass(0);
  await vi.waitFor(async () => expect(await listed()).toMatchObject({ photosWaiting: 0 }));
  expect(await listed()).toMatchObject({ photoCount: 1, photoError: 'bad_input' });
  office = taken;
  await till.ok(expenseAddPhotoCall, { expenseId, picture: await pictureOf('#00ff00') });
  till.clock.pass(0);
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  await vi.waitFor(async () => expect(await listed()).toMatchObject({ photoCount: 2, photosWaiting: 0 }));
});
