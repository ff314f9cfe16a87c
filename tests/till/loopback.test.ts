import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readScreenFiles } from '#devices/screen-files.ts';
import { type Listening, listen } from '#host-loopback/listen.ts';
import { loopbackApp } from '#host-loopback/loopback-app.ts';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import { freePort } from '#tests/support/free-port.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SILENT_LOG } from '#till/ports/log.ts';

const TOKEN = 'a-token-of-this-run';
const soldView = z.object({ ok: z.literal(true), value: saleAddItemCall.output });
const SECRET = 'what lies beside the screens';

let till: TestTill;
let listening: Listening;
let folder: string;
let port: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-loopback-'));
  mkdirSync(join(folder, 'screens', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'screens', 'index.html'), '<!doctype html><title>Till</title>');
  writeFileSync(join(folder, 'screens', 'assets', 'app-1.js'), 'export {};');
  writeFileSync(join(folder, 'keys.json'), SECRET);
  port = await freePort();
  till = await openTestTill();
  await till.signIn();
  const screens = readScreenFiles(join(folder, 'screens'));
  listening = await listen(loopbackApp({ till: till.till(), screens, runToken: TOKEN, port, log: SILENT_LOG }), port);
});
afterAll(async () => {
  await listening.close();
  await till.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a sale sent over HTTP is the till’s own sale', async () => {
  const reply = await call('sale.add_item', {
    callId: randomUUID(),
    input: { saleId: null, item: { code: SHOP.milo.code } },
  });
  expect(reply.status).toBe(200);
  expect(soldView.parse(JSON.parse(reply.text)).value.totalMinor).toBe(SHOP.milo.priceMinor);
});

test.each([
  ['another name for this machine', { host: 'evil.example' }, 421],
  ['a page of another site', { origin: 'https://evil.example' }, 403],
  ['no token', { authorization: '' }, 403],
  ['a wrong token', { authorization: 'Bearer a-token-of-that-run' }, 403],
])('refuses %s, and says what to do', async (_name, headers, status) => {
  const reply = await call('till.state', { input: {} }, headers);
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.text)).toEqual({
    ok: false,
    fault: 'door_closed',
    message: 'This page may not speak to the till. Open the till by the whole address that its program shows.',
  });
});

test.each([
  ['no JSON', '{"input":', 400, 'malformed'],
  ['a list', '[]', 400, 'malformed'],
  ['nothing', '', 400, 'malformed'],
  ['ten megabytes', JSON.stringify({ input: 'x'.repeat(10_000_000) }), 413, 'too_large'],
])('refuses a body of %s in words', async (_name, body, status, fault) => {
  const reply = await send('POST', '/call/till.state', {}, body);
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.text)).toMatchObject({ ok: false, fault });
  expect(reply.text).not.toMatch(/\.ts|at \w+ \(/);
});

test('a call that the till doesn’t know and input that is wrong come back as words', async () => {
  expect(JSON.parse((await call('till.explode', { input: {} })).text)).toMatchObject({
    ok: false,
    fault: 'unknown_call',
  });
  const wrong = await call('sale.add_item', { callId: randomUUID(), input: { saleId: 7 } });
  expect(JSON.parse(wrong.text)).toMatchObject({
    ok: false,
    fault: 'bad_input',
    fields: [{ field: 'saleId' }, { field: 'item' }],
  });
});

test.each([
  '/../keys.json',
  '/%2e%2e/keys.json',
  '/..%2fkeys.json',
  '/assets/../../keys.json',
  '/assets/..%5c..%5ckeys.json',
  '//etc/passwd',
  '/%',
  '/%00',
  '/assets',
])('nothing but the screens is served: %s', async (path) => {
  const reply = await send('GET', path, {});
  expect([400, 404]).toContain(reply.status);
  expect(reply.text).not.toContain(SECRET);
  expect(reply.text).not.toMatch(/\.ts|at \w+ \(/);
});

test('the page comes without a token, under a policy that lets in no foreign script', async () => {
  const page = await send('GET', '/', { authorization: '' });
  expect(page.text).toContain('<title>Till</title>');
  expect(page.headers['cache-control']).toBe('no-store');
  const policy = page.headers['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect((await send('GET', '/assets/app-1.js', {})).headers['cache-control']).toContain('immutable');
});

test('pushes say which views are old, each as one event', async () => {
  const stream = await openPush();
  const heard = new Promise<string>((resolve) => {
    let text = '';
    stream.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
      if (text.includes('data:')) resolve(text);
    });
  });
  await call('sale.add_item', { callId: randomUUID(), input: { saleId: null, item: { code: SHOP.milo.code } } });
  expect(await heard).toContain('data: {"topic":"sale"}');
  stream.destroy();
});

test('pushes are for the till’s own page alone', async () => {
  expect((await send('GET', '/push', { authorization: '' })).status).toBe(403);
});

test('health needs no token and says nothing', async () => {
  expect((await send('GET', '/health', { authorization: '' })).text).toBe('ok');
});

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly text: string };

const call = (name: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  send('POST', `/call/${name}`, headers, JSON.stringify(body));

/** As it stands, without the cleaning up that fetch does to paths and hosts. */
function send(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = {
      host: `127.0.0.1:${port}`,
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      ...headers,
    };
    const outgoing = httpRequest({ host: '127.0.0.1', port, method, path, headers: all, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (part: string) => (text += part));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
    });
    // A host that refuses a large body may hang up before all of it was sent; what it said counts.
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function openPush(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { host: `127.0.0.1:${port}`, authorization: `Bearer ${TOKEN}` };
    const outgoing = httpRequest({ host: '127.0.0.1', port, path: '/push', headers, agent: false }, (incoming) => {
      incoming.once('readable', () => resolve(incoming));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
