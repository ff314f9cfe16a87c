import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { buildApp } from './build-app.ts';
import { type Host, startHost } from './start-host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const OUR_PAGE = 'stockavoo://till/';

const pageSchema = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });

let app: Awaited<ReturnType<typeof buildApp>>;
let dataDir: string;
let host: Host;

beforeAll(async () => {
  app = await buildApp();
  dataDir = mkdtempSync(join(tmpdir(), 'stockavoo-guards-'));
  host = startHost(app.folder, dataDir, { STOCKAVOO_KIOSK: '1' });
  await host.order({ order: 'page_functions' });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  app.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the window is in a sandbox, away from Node, and every renderer is', async () => {
  const facts = await host.order({ order: 'facts' });
  expect(facts).toMatchObject({
    windows: 1,
    isSandboxForced: true,
    preferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      preload: join(app.folder, 'dist', 'electron', 'preload.cjs'),
    },
  });
});

test('the scheme of the screens is a secure one that its policy holds for', async () => {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true };
  expect(await host.order({ order: 'facts' })).toHaveProperty('privileged', [{ scheme: 'stockavoo', privileges }]);
});

test('a kiosk fills the screen and has no menu', async () => {
  expect(await host.order({ order: 'facts' })).toMatchObject({ isKiosk: true, menus: [null] });
});

test('the screens come under a policy that lets in nothing foreign and nothing inline', async () => {
  const page = pageSchema.parse(await host.order({ order: 'fetch', method: 'GET', url: OUR_PAGE }));
  expect(page.status).toBe(200);
  expect(page.body).toContain('<title>Till</title>');
  const rules = (page.headers['content-security-policy'] ?? '').split('; ').map((rule) => rule.split(' '));
  const policy = new Map(rules.map(([name, ...sources]) => [name, sources]));
  expect(Object.fromEntries(policy)).toEqual({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'media-src': ["'self'"],
    'connect-src': ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
  expect(page.headers['x-content-type-options']).toBe('nosniff');
});

test.each([
  ['POST', OUR_PAGE],
  ['GET', 'stockavoo://till/../package.json'],
  ['GET', 'stockavoo://till/%2e%2e/%2e%2e/package.json'],
  ['GET', 'stockavoo://till/..%2f..%2fpackage.json'],
  ['GET', 'stockavoo://elsewhere/index.html'],
  ['GET', 'stockavoo://till/%'],
])('nothing but the screens is served: %s %s', async (method, url) => {
  expect(await host.order({ order: 'fetch', method, url })).toMatchObject({ status: 404, body: 'Not here.' });
});

test.each([
  'https://evil.example/',
  'http://127.0.0.1:8081/',
  'file:///etc/passwd',
  'stockavoo://evil/',
  'javascript:alert(1)',
  'data:text/html,x',
])('the page leads nowhere: %s', async (url) => {
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'] as const) {
    expect(await host.order({ order: 'navigate', event, url })).toBe(false);
  }
  expect(await host.order({ order: 'open_window', url })).toBe(false);
});

test('our own page may be loaded again, and opens no second window', async () => {
  expect(await host.order({ order: 'navigate', event: 'will-navigate', url: OUR_PAGE })).toBe(true);
  expect(await host.order({ order: 'open_window', url: OUR_PAGE })).toBe(false);
});

test.each([
  'media',
  'geolocation',
  'notifications',
  'midi',
  'clipboard-read',
  'openExternal',
  'hid',
  'serial',
  'usb',
  'display-capture',
])('the page is not given: %s', async (permission) => {
  expect(await host.order({ order: 'permission', permission, url: OUR_PAGE })).toBe(false);
});

test('filling the screen is for our page alone', async () => {
  expect(await host.order({ order: 'permission', permission: 'fullscreen', url: OUR_PAGE })).toBe(true);
  expect(await host.order({ order: 'permission', permission: 'fullscreen', url: 'https://evil.example/' })).toBe(false);
});

test('no byte comes from elsewhere, and none is saved', async () => {
  for (const url of [
    'https://cdn.example/x.js',
    'http://127.0.0.1:8080/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'ftp://x/',
  ]) {
    expect(await host.order({ order: 'request', url })).toBe(false);
  }
  expect(await host.order({ order: 'request', url: `${OUR_PAGE}assets/app.js` })).toBe(true);
  expect(await host.order({ order: 'download' })).toBe(false);
});
