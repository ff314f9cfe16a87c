import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openFiles } from '#server/platform/files/open-files.ts';
import { keepPaper, readPaper } from '#server/platform/files/papers.ts';
import { type SignedInOwner, apiCaller, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const pictured = z.looseObject({
  id: z.string(),
  imageUrl: z.string().nullable(),
  variants: z.array(z.looseObject({ id: z.string(), imageUrl: z.string().nullable() })),
});

let server: TestServer;
let ada: SignedInOwner;
let ben: SignedInOwner;
let photo: Buffer;

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  photo = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#6b8e23' } })
    .withExif({ IFD0: { Copyright: 'Ada at home' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '6/1 27/1 0/1' } })
    .jpeg()
    .toBuffer();
});

afterAll(() => server[Symbol.asyncDispose]());

async function newProduct(owner: SignedInOwner, name: string) {
  const came = await owner.call('POST', '/products', { body: { name, sellingPriceMinor: 100 } });
  return z.object({ data: pictured }).parse(came.body).data;
}

async function send(
  owner: SignedInOwner,
  path: string,
  bytes: Uint8Array | FormData,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.accessToken}`, ...headers },
    body: bytes instanceof FormData ? bytes : new Uint8Array(bytes),
  });
  return {
    status: response.status,
    body: z
      .looseObject({ data: z.unknown() })
      .partial()
      .parse(await response.json()),
    headers: response.headers,
  };
}

const JPEG = { 'content-type': 'image/jpeg' };

async function filesKept(): Promise<string[]> {
  await server.settled();
  const names = await readdir(join(server.deps.config.dataDir, 'files'), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.webp'));
}

test('a photo becomes three pictures without what the camera noted, at an address that anybody may read and keep', async () => {
  const product = await newProduct(ada, 'Avocado');
  const came = await send(ada, `/products/${product.id}/image`, photo, JPEG);
  expect(came.status).toBe(200);
  const { imageUrl } = pictured.parse(came.body.data);
  expect(imageUrl).toMatch(/^\/api\/v1\/images\/[0-9a-f]{32}-m\.webp$/);
  for (const [size, width, height] of [
    ['s', 160, 90],
    ['m', 480, 270],
    ['l', 1200, 675],
  ] as const) {
    const response = await fetch(server.url + (imageUrl ?? '').replace('-m.', `-${size}.`));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    const made = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect(made).toMatchObject({ format: 'webp', width, height });
    expect(made.exif).toBeUndefined();
    const again = await fetch(server.url + (imageUrl ?? '').replace('-m.', `-${size}.`), {
      headers: { 'if-none-match': response.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  }
});

test('another picture takes the place of the first, whose files go; a variant has its own; taking off removes it', async () => {
  const before = (await filesKept()).length;
  const product = await newProduct(ada, 'Mango');
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(photo)], { type: 'application/pdf' }), '../../mango.pdf');
  const first = pictured.parse((await send(ada, `/products/${product.id}/image`, form)).body.data);
  const second = pictured.parse((await send(ada, `/products/${product.id}/image`, photo, JPEG)).body.data);
  expect(second.imageUrl).not.toBe(first.imageUrl);
  expect(await filesKept()).toHaveLength(before + 3);
  expect((await fetch(server.url + (first.imageUrl ?? ''))).status).toBe(404);
  const variantId = product.variants[0]?.id ?? '';
  const third = pictured.parse(
    (await send(ada, `/products/${product.id}/image?variantId=${variantId}`, photo, JPEG)).body.data,
  );
  expect(third.variants[0]?.imageUrl).toMatch(/-m\.webp$/);
  expect(third.imageUrl).toBe(second.imageUrl);
  const off = await ada.call('DELETE', `/products/${product.id}/image`);
  expect(off).toMatchObject({ status: 200, body: { data: { imageUrl: null } } });
  expect(await filesKept()).toHaveLength(before + 3);
});

test('the same key sends the same picture once', async () => {
  const product = await newProduct(ada, 'Guava');
  const before = (await filesKept()).length;
  const headers = { ...JPEG, 'idempotency-key': 'guava' };
  const first = await send(ada, `/products/${product.id}/image`, photo, headers);
  const again = await send(ada, `/products/${product.id}/image`, photo, headers);
  expect(again.body.data).toEqual(first.body.data);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await filesKept()).toHaveLength(before + 3);
});

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>');

test('what is no picture is refused in words, whatever it is called, and leaves nothing behind', async () => {
  const product = await newProduct(ada, 'Papaya');
  const before = await filesKept();
  const vast = await sharp({ create: { width: 12_000, height: 9000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const refused: [string, Uint8Array, Record<string, string>, number][] = [
    ['a script in a drawing', SVG, JPEG, 422],
    ['a page', Buffer.from('<html><script>alert(1)</script>'), { 'content-type': 'image/png' }, 422],
    ['half a photo', photo.subarray(0, photo.length / 2), JPEG, 422],
    ['more pixels than are taken', vast, { 'content-type': 'image/png' }, 422],
    ['nothing', new Uint8Array(), JPEG, 422],
    ['a type that is not taken', photo, { 'content-type': 'application/json' }, 415],
    ['too many bytes', new Uint8Array(11 * 1024 * 1024), JPEG, 413],
  ];
  for (const [what, bytes, headers, status] of refused) {
    const came = await send(ada, `/products/${product.id}/image`, bytes, headers);
    expect(came.status, what).toBe(status);
    expect(came.body['message'], what).toMatch(/\.$/);
  }
  expect(await filesKept()).toEqual(before);
});

test('nobody pictures another business’s product, and an address that is guessed shows nothing', async () => {
  const product = await newProduct(ada, 'Soursop');
  const before = await filesKept();
  expect((await send(ben, `/products/${product.id}/image`, photo, JPEG)).status).toBe(404);
  expect((await send(ada, `/products/${product.id}/image?variantId=${NOWHERE}`, photo, JPEG)).status).toBe(404);
  expect((await apiCaller(server)('POST', `/products/${product.id}/image`)).status).toBe(401);
  expect(await filesKept()).toEqual(before);
  for (const name of [`${'0'.repeat(32)}-m.webp`, '..%2f..%2fkeys%2faccess-keys.json', 'x']) {
    expect((await fetch(`${server.url}/api/v1/images/${name}`)).status).toBe(404);
  }
});

test('a paper is given back to the business that kept it, and to no other', async () => {
  const picture = await keepPaper(server.deps, ada.businessId, photo);
  expect(picture.reference).toMatch(/^[0-9a-f]{32}\.webp$/);
  expect(await readPaper(server.deps, ada.businessId, picture.reference)).toMatchObject({ mediaType: 'image/webp' });
  expect(await readPaper(server.deps, ben.businessId, picture.reference)).toBeNull();
  const pdf = Buffer.from('%PDF-1.7\n% a receipt');
  const paper = await keepPaper(server.deps, ada.businessId, pdf);
  const read = await readPaper(server.deps, ada.businessId, paper.reference);
  expect(read).toMatchObject({ mediaType: 'application/pdf' });
  expect(Buffer.from(read?.bytes ?? [])).toEqual(pdf);
  await expect(keepPaper(server.deps, ada.businessId, SVG)).rejects.toThrow();
});

test('a bucket keeps, gives back and removes files, sealed or not; a service that is away is a passing fault', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stockavoo-bucket-'));
  const service = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'shop', configs: [] }],
  });
  const { port } = await service.run();
  const bucket = {
    name: 'shop',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    prefix: 'ours/',
  };
  const name = 'images/ab/abcd-m.webp';
  const files = await openFiles({ dataDir: folder, bucket, operatorKeyFile: null }, server.deps);
  expect(await files.get(name)).toBeNull();
  await files.put(name, photo);
  expect(Buffer.from((await files.get(name)) ?? [])).toEqual(photo);
  await files.remove(name);
  expect(await files.get(name)).toBeNull();
  const none = await openFiles(
    { dataDir: folder, bucket: { ...bucket, name: 'nowhere' }, operatorKeyFile: null },
    server.deps,
  );
  await expect(none.get(name)).rejects.toMatchObject({ code: 'unavailable' });
  await service.close();
  await expect(files.put(name, photo)).rejects.toMatchObject({ code: 'unavailable' });
  await rm(folder, { recursive: true, force: true });
});
