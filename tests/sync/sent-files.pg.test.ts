import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { EXPENSE_PHOTOS_MAX, SUPPORT_BUNDLES_KEPT, SUPPORT_BUNDLE_BYTES_MAX } from '#shared/sync/limits.ts';
import { sentFileAnswerSchema, supportBundleAnswerSchema } from '#shared/sync/sent-files.ts';
import { writeBundles } from '#server/db/write-bundles.ts';
import { openServerKey } from '#server/sync/door/server-key.ts';
import { readBundle } from '#server/sync/sent/bundle-files.ts';
import { type SignedInOwner, registerOwner } from '../support/api-caller.ts';
import { type SyncWorld, type TestBusiness, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
let ada: SignedInOwner;
let shop: TestBusiness;
beforeAll(async () => {
  world = await openSyncWorld();
  ada = await registerOwner(world.server, 'ada@example.test');
  shop = { businessId: ada.businessId, storeId: await addStore(ada.businessId, 'LEK'), ownerId: ada.userId };
});
afterAll(() => world[Symbol.asyncDispose]());

async function addStore(businessId: Id, code: string): Promise<Id> {
  const [storeId, at] = [world.makeId(), new Date(world.clock.nowMs())];
  await world.root`insert into stores (business_id, id, name, code, time_zone, created_at, updated_at)
    values (${businessId}, ${storeId}, ${code}, ${code}, 'Africa/Lagos', ${at}, ${at})`;
  return storeId;
}

const errorSchema = z.object({ code: z.string() });
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function send(till: TestTill, path: string, sent: { bytes: Uint8Array; type: string; sha256?: string }) {
  const sha256 = sent.sha256 ?? hashOf(sent.bytes);
  const response = await fetch(`${world.url}/api/v1/sync/${path}${path.includes('?') ? '&' : '?'}sha256=${sha256}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${till.token}`, 'content-type': sent.type },
    body: new Uint8Array(sent.bytes),
  });
  const json: unknown = await response.json();
  return response.ok
    ? { status: response.status, data: z.object({ data: z.unknown() }).parse(json).data }
    : { status: response.status, code: errorSchema.parse(json).code };
}

/** A photo of one colour, with a note of the camera in it. */
const photo = (red: number): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: { r: red, g: 9, b: 9 } } })
    .withExif({ IFD0: { Copyright: 'somebody’s phone' } })
    .jpeg()
    .toBuffer();
const sendPhoto = async (till: TestTill, expenseId: Id, bytes: Uint8Array) => {
  const came = await send(till, `files?expenseId=${expenseId}`, { bytes, type: 'image/jpeg' });
  return { ...came, data: 'data' in came ? sentFileAnswerSchema.parse(came.data) : undefined };
};

async function spend(till: TestTill, expenseId: Id): Promise<void> {
  const payload = {
    expenseId,
    categoryId: null,
    amountMinor: minor(4500),
    description: 'Diesel',
    expenseDate: '2026-06-01',
    paymentMethod: 'cash',
    receiptFileId: null,
    cashMovementId: null,
  } as const;
  till.write('expense.recorded', payload, { entityId: expenseId });
  expect(await till.pushAll()).toMatchObject({ ok: true });
}

const receiptOf = (expenseId: Id) =>
  fetch(`${world.url}/api/v1/expenses/${expenseId}/receipt`, {
    headers: { authorization: `Bearer ${ada.accessToken}` },
  });
const answerSchema = z.object({ data: z.object({ hasReceipt: z.boolean() }) });
const hasReceipt = async (expenseId: Id): Promise<boolean> =>
  answerSchema.parse((await ada.call('GET', `/expenses/${expenseId}`)).body).data.hasReceipt;

test('a photo belongs to its expense whether it comes before it or after it, and is kept once', async () => {
  const till = await world.till(shop);
  const [early, late] = [world.makeId(), world.makeId()];
  const bytes = await photo(200);
  const first = await sendPhoto(till, early, bytes);
  expect(first).toMatchObject({ status: 200, data: { isAttached: false } });
  await spend(till, early);
  await spend(till, late);
  expect(await hasReceipt(late)).toBe(false);
  expect(await sendPhoto(till, late, bytes)).toMatchObject({ status: 200, data: { isAttached: true } });
  expect(await sendPhoto(till, early, bytes)).toMatchObject({ data: { fileId: first.data?.fileId, isAttached: true } });
  for (const id of [early, late]) {
    expect(await hasReceipt(id)).toBe(true);
    const read = await receiptOf(id);
    expect(read.headers.get('content-type')).toBe('image/webp');
    const kept = await sharp(Buffer.from(await read.arrayBuffer())).metadata();
    expect(kept).toMatchObject({ format: 'webp', width: 40, height: 30 });
    expect(kept.exif).toBeUndefined();
  }
  const rows = await world.root`select id from expense_receipts where till_id = ${till.identity.tillId}`;
  expect(rows).toHaveLength(2);
});

test('the same photo sent twice at once is kept once, and a newer one is the receipt then', async () => {
  const till = await world.till(shop);
  const expenseId = world.makeId();
  await spend(till, expenseId);
  const bytes = await photo(100);
  const came = await Promise.all([sendPhoto(till, expenseId, bytes), sendPhoto(till, expenseId, bytes)]);
  expect(came.map(({ status }) => status)).toEqual([200, 200]);
  expect(new Set(came.map(({ data }) => data?.fileId)).size).toBe(1);
  world.clock.advance(1000);
  await sendPhoto(till, expenseId, Buffer.from('%PDF-1.4 the other side'));
  expect((await receiptOf(expenseId)).headers.get('content-type')).toBe('application/pdf');
});

test('a photo is refused that is none, that a line spoilt, that is one too many, or of another store’s expense', async () => {
  const till = await world.till(shop);
  const other = await world.till({ ...shop, storeId: await addStore(shop.businessId, 'IKJ') });
  const stranger = await world.till(await world.addBusiness());
  const expenseId = world.makeId();
  await spend(till, expenseId);
  const bytes = await photo(50);
  const path = `files?expenseId=${expenseId}`;
  expect(await sendPhoto(till, expenseId, Buffer.from('no picture'))).toEqual({ status: 422, code: 'bad_input' });
  expect(await send(till, path, { bytes, type: 'text/html' })).toEqual({ status: 415, code: 'unsupported_media' });
  expect(await send(till, path, { bytes, type: 'image/jpeg', sha256: hashOf(Buffer.of(1)) })).toMatchObject({
    status: 422,
  });
  expect(await send(till, 'files', { bytes, type: 'image/jpeg' })).toMatchObject({ status: 422 });
  expect(await sendPhoto(other, expenseId, bytes)).toEqual({ status: 404, code: 'not_found' });
  // Another business can hold something under the same id, and sees nothing of this one.
  expect(await sendPhoto(stranger, expenseId, bytes)).toMatchObject({ status: 200, data: { isAttached: false } });
  expect(await hasReceipt(expenseId)).toBe(false);
  const large = randomBytes(11 * 1024 * 1024);
  expect(await send(till, path, { bytes: large, type: 'image/jpeg' })).toEqual({ status: 413, code: 'too_large' });
  for (let count = 0; count < EXPENSE_PHOTOS_MAX; count += 1)
    expect(await sendPhoto(till, expenseId, Buffer.from(`%PDF-1.4 ${count}`))).toMatchObject({ status: 200 });
  expect(await sendPhoto(till, expenseId, bytes)).toEqual({ status: 409, code: 'conflict' });
  till.token = 'forged';
  expect(await sendPhoto(till, expenseId, bytes)).toEqual({ status: 401, code: 'not_signed_in' });
});

test('a till of another store that sends a photo first does not hang it on an expense that is not its own', async () => {
  const till = await world.till(shop);
  const other = await world.till({ ...shop, storeId: await addStore(shop.businessId, 'SUR') });
  const expenseId = world.makeId();
  expect(await sendPhoto(other, expenseId, await photo(10))).toMatchObject({ data: { isAttached: false } });
  await spend(till, expenseId);
  expect([await hasReceipt(expenseId), (await receiptOf(expenseId)).status]).toEqual([false, 404]);
});

const bundleOf = (count: number): Buffer => gzipSync(JSON.stringify({ app: '0.1.0', count }));
const sendBundle = async (till: TestTill, bytes: Uint8Array) => {
  const came = await send(till, 'support-bundle', { bytes, type: 'application/gzip' });
  return { ...came, data: 'data' in came ? supportBundleAnswerSchema.parse(came.data) : undefined };
};

test('a support bundle is kept sealed, the same once, and only the newest of a till', async () => {
  const [till, neighbour] = [await world.till(shop), await world.till(shop)];
  const first = await sendBundle(till, bundleOf(0));
  expect((await sendBundle(till, bundleOf(0))).data?.bundleId).toBe(first.data?.bundleId);
  await sendBundle(neighbour, bundleOf(0));
  const rowsOf = ({ identity: { tillId } }: TestTill) => world.root<{ id: Id; reference: string }[]>`
    select id, reference from support_bundles where till_id = ${tillId} order by created_at, id`;
  const [row] = await rowsOf(till);
  const reference = row?.reference ?? '';
  const lies = `bundles/${shop.businessId}/${reference}.gz`;
  const { files, config } = world.server.deps;
  const atRest = Buffer.from((await files.get(lies)) ?? []);
  expect(atRest.length).toBeGreaterThan(0);
  expect(() => gunzipSync(atRest)).toThrow();
  const deps = { files, randomBytes, key: openServerKey(config.serverKeyFile) };
  expect(Buffer.from((await readBundle(deps, shop.businessId, reference)) ?? [])).toEqual(bundleOf(0));
  for (let count = 1; count <= SUPPORT_BUNDLES_KEPT; count += 1) {
    world.clock.advance(1000);
    expect(await sendBundle(till, bundleOf(count))).toMatchObject({ status: 200 });
  }
  const kept = await rowsOf(till);
  expect(kept).toHaveLength(SUPPORT_BUNDLES_KEPT);
  expect(kept.map(({ id }) => id)).not.toContain(first.data?.bundleId);
  await expect.poll(() => files.get(lies)).toBeNull();
  expect(await rowsOf(neighbour)).toHaveLength(1);
  const said: string[] = [];
  await writeBundles(config, (line) => said.push(line));
  const of = (tillId: Id) => said.filter((line) => line.includes(`: till ${tillId}, sent 2026-`));
  expect([of(till.identity.tillId).length, of(neighbour.identity.tillId).length]).toEqual([SUPPORT_BUNDLES_KEPT, 1]);
  expect(said.at(-1)).toContain(`${SUPPORT_BUNDLES_KEPT + 1} support bundles in `);
  const [path = ''] = of(neighbour.identity.tillId)[0]?.split(': till ') ?? [];
  expect(readFileSync(path)).toEqual(bundleOf(0));
});

test('what is no support bundle is refused, and so is a till that was switched off', async () => {
  const till = await world.till(shop);
  expect(await sendBundle(till, gzipSync('["no bundle"]'))).toEqual({ status: 422, code: 'bad_input' });
  expect(await sendBundle(till, Buffer.from('{}'))).toEqual({ status: 422, code: 'bad_input' });
  expect(await sendBundle(till, gzipSync(Buffer.alloc(40 * 1024 * 1024, ' ')))).toEqual({
    status: 422,
    code: 'bad_input',
  });
  expect(await sendBundle(till, randomBytes(SUPPORT_BUNDLE_BYTES_MAX + 1))).toEqual({
    status: 413,
    code: 'too_large',
  });
  await world.root`update till_sync set status = 'revoked' where till_id = ${till.identity.tillId}`;
  expect(await sendBundle(till, bundleOf(1))).toEqual({ status: 403, code: 'till_revoked' });
  expect(await sendPhoto(till, world.makeId(), await photo(1))).toEqual({ status: 403, code: 'till_revoked' });
});

test('a till sends no more files a minute than the server looks at in passing, and its other requests go on', async () => {
  await using busy = await openSyncWorld(4, { RATE_LIMIT_PER_MINUTE: '100' });
  const till = await busy.till();
  const statuses: number[] = [];
  for (let count = 0; count <= 30; count += 1) {
    const sent = await fetch(`${busy.url}/api/v1/sync/support-bundle?sha256=${hashOf(Buffer.of(count))}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${till.token}`, 'content-type': 'application/gzip' },
      body: 'no bundle',
    });
    statuses.push(sent.status);
  }
  expect([statuses.slice(0, -1).every((status) => status === 422), statuses.at(-1)]).toEqual([true, 429]);
  expect(await till.pull()).toMatchObject({ ok: true });
});

/** Sends megabytes of unknown length until an answer comes; gives its status and how many went out. */
function pour(till: TestTill, path: string, most: number): Promise<{ status: number; megabytes: number }> {
  return new Promise((resolve, reject) => {
    let megabytes = 0;
    const headers = { authorization: `Bearer ${till.token}`, 'content-type': 'application/gzip' };
    const sent = request(`${world.url}/api/v1/sync/${path}`, { method: 'POST', headers }, (answer) => {
      resolve({ status: answer.statusCode ?? 0, megabytes });
      sent.destroy();
    });
    sent.on('error', reject);
    const more = (): void => {
      if (sent.destroyed) return;
      if (megabytes === most) return void sent.end();
      megabytes += 1;
      sent.write(Buffer.alloc(1024 * 1024), more);
    };
    more();
  });
}

test('a file that does not end is cut off at its limit, not read to the end', async () => {
  const till = await world.till(shop);
  const { status, megabytes } = await pour(till, `support-bundle?sha256=${hashOf(Buffer.of(1))}`, 100);
  expect(status).toBe(413);
  expect(megabytes).toBeLessThan(50);
});
