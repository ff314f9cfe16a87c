import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, startTestServer } from '../support/server.ts';

let server: TestServer;
let webDir: string;

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'stockavoo-web-'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Office</title>');
  await writeFile(join(webDir, 'assets', 'app.js'), 'export {};');
  server = await startTestServer({ STOCKAVOO_WEB_DIR: webDir });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(webDir, { recursive: true });
});

test('it says that it lives and that it is ready', async () => {
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  expect(await (await fetch(`${server.url}/health/ready`)).json()).toEqual({ status: 'ready' });
});

test('an unknown route is a 404 of the catalogue with a request id, and never a stack trace', async () => {
  const response = await fetch(`${server.url}/api/v1/nothing-here`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    status: 'error',
    code: 'not_found',
    errors: [],
    requestId: response.headers.get('x-request-id'),
  });
});

test('every answer carries the strict headers', async () => {
  const { headers } = await fetch(`${server.url}/api/v1/docs`);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toContain('max-age');
});

test('the web app is served, its unknown addresses lead to its first page, and missing assets are a 404', async () => {
  const deep = await fetch(`${server.url}/sales/42`);
  expect(deep.status).toBe(200);
  expect(await deep.text()).toContain('Office');
  const asset = await fetch(`${server.url}/assets/app.js`);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  expect((await fetch(`${server.url}/assets/gone.js`)).status).toBe(404);
});

test('no address leads out of the web app’s folder', async () => {
  const status = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request(
      `${server.url}`,
      { path: '/assets/..%2f..%2fkeys/access-keys.json', method: 'GET' },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    asked.on('error', reject);
    asked.end();
  });
  expect(status.text).not.toContain('Ed25519');
  expect(status.status).toBe(404);
});

test('one http line is logged per request, with the route’s pattern', async () => {
  const before = server.logged.length;
  await fetch(`${server.url}/health/live?token=secret`);
  const lines = server.logged.slice(before).map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([{ level: 'http', msg: 'http', method: 'GET', status: 200 }]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});

test('the OpenAPI document is 3.1 and every reference in it leads somewhere', async () => {
  const text = await (await fetch(`${server.url}/api/v1/openapi.json`)).text();
  const document: unknown = JSON.parse(text);
  expect(document).toMatchObject({ openapi: '3.1.0' });
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  for (const name of new Set(names)) expect(document).toHaveProperty(['components', 'schemas', name ?? '']);
});
