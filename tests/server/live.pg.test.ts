import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedInOwner, apiCaller, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

let server: TestServer;
let ada: SignedInOwner;

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
});

afterAll(() => server[Symbol.asyncDispose]());

async function openStream(owner: SignedInOwner): Promise<{ next: () => Promise<string>; close: () => Promise<void> }> {
  const response = await fetch(`${server.url}/api/v1/live`, {
    headers: { authorization: `Bearer ${owner.accessToken}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    next: async () => (await reader?.read())?.value ?? '',
    close: async () => reader?.cancel(),
  };
}

test('the owner’s page hears that something moved, and a stranger’s hears nothing of it', async () => {
  const ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  const own = await openStream(ada);
  const strange = await openStream(ben);
  expect(await own.next()).toContain(': listening');
  expect(await strange.next()).toContain(': listening');
  const heard = own.next();
  const strangerHeard = strange.next();
  // The first listener opens the database's channel; edits go on until it is open.
  const edits = setInterval(() => void ada.call('POST', '/categories', { body: { name: 'Drinks' } }), 100);
  expect(await heard).toMatch(/^data:/m);
  clearInterval(edits);
  await ben.call('GET', '/stores');
  expect(await Promise.race([strangerHeard, Promise.resolve('nothing')])).toBe('nothing');
  await ben.call('POST', '/categories', { body: { name: 'Own' } });
  expect(await strangerHeard).toMatch(/^data:/m);
  await own.close();
  await strange.close();
});

test('nobody signed in hears nothing', async () => {
  expect(await apiCaller(server)('GET', '/live')).toMatchObject({ status: 401 });
});
