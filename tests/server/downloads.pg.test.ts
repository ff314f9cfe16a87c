import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, startTestServer } from '../support/server.ts';

const PACKAGE = 'stockavoo-till-1.10.0-win-x64.exe';
let server: TestServer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-downloads-'));
  await Promise.all(
    ['stockavoo-till-1.9.0-win-x64.exe', 'stockavoo-till-1.9.0-mac-universal.dmg', 'notes.txt', '.secret.exe'].map(
      (name) => writeFile(join(folder, name), name),
    ),
  );
  await writeFile(join(folder, PACKAGE), '0123456789');
  await writeFile(join(folder, 'latest.yml'), `version: 1.10.0\npath: ${PACKAGE}\n`);
  await mkdir(join(folder, 'stockavoo-till-1.11.0-win-x64.exe'));
  server = await startTestServer({ STOCKAVOO_DOWNLOADS_DIR: folder });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}/downloads${path}`, { headers });

test('the page shows the newest version of each system, and nothing that is no package', async () => {
  const page = await get('');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const text = await page.text();
  const style = /<style>([^<]*)<\/style>/.exec(text)?.[1] ?? '';
  const letIn = createHash('sha256').update(style).digest('base64');
  expect(page.headers.get('content-security-policy')).toContain(`style-src 'sha256-${letIn}'`);
  expect(text.match(/href="[^"]+"/g)).toEqual([
    `href="/downloads/${PACKAGE}"`,
    'href="/downloads/stockavoo-till-1.9.0-mac-universal.dmg"',
  ]);
  expect(text).not.toContain('notes.txt');
});

test('a package comes whole as a file to save, and in parts where a download goes on', async () => {
  const whole = await get(`/${PACKAGE}`);
  expect(whole.headers.get('content-disposition')).toBe(`attachment; filename="${PACKAGE}"`);
  expect(whole.headers.get('cache-control')).toContain('immutable');
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  expect(await whole.text()).toBe('0123456789');
  const part = await get(`/${PACKAGE}`, { range: 'bytes=4-6' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 4-6/10', '456']);
  expect((await get(`/${PACKAGE}`, { range: 'bytes=10-' })).status).toBe(416);
});

test('a feed is never kept by anybody on the way', async () => {
  const feed = await get('/latest.yml');
  expect(feed.headers.get('cache-control')).toBe('no-cache');
  expect(await feed.text()).toContain('version: 1.10.0');
});

test.each(['/notes.txt', '/.secret.exe', '/gone.exe', '/..%2fpostgres-password', '/a%2f..%2flatest.yml', '/%00.exe'])(
  'nothing is handed out at %s',
  async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not_found' });
  },
);

test('without a folder the page says that there is nothing yet', async () => {
  await using bare = await startTestServer();
  const page = await fetch(`${bare.url}/downloads`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('nothing to download here yet');
});
