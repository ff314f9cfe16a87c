import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freePort } from '#tests/support/free-port.ts';
import { type LocalWhatsApp, startWhatsApp } from '#tests/support/whatsapp.ts';
import { SendRefused } from '../mail/send-refused.ts';
import { createWhatsApp } from './whatsapp.ts';

const MESSAGE = {
  to: '+2348031234567',
  text: 'all of it',
  parts: ['Ada Stores', 'YAB-1-A-000001', 'https://x.example'],
};

let whatsApp: LocalWhatsApp;
beforeAll(async () => {
  whatsApp = await startWhatsApp();
});
beforeEach(() => void whatsApp.taken.splice(0));
afterAll(() => whatsApp[Symbol.asyncDispose]());

const port = (more: { readonly token?: string; readonly apiUrl?: string } = {}) =>
  createWhatsApp({
    apiUrl: whatsApp.url,
    token: whatsApp.token,
    senderId: whatsApp.senderId,
    template: 'receipt',
    language: 'en',
    timeoutMs: 500,
    ...more,
  });
const send = (sender = port()) => {
  const handedOver: string[] = [];
  const ended = sender.send(MESSAGE, async () => void handedOver.push('now'));
  return ended.then(
    () => ({ handedOver, error: null }),
    (error: unknown) => ({ handedOver, error }),
  );
};

test('the parts of a message fill the places of its template', async () => {
  expect(await send()).toEqual({ handedOver: ['now'], error: null });
  expect(whatsApp.taken).toEqual([{ to: '2348031234567', parts: MESSAGE.parts }]);
});

test('what was said no to was not taken, and the token is in no words', async () => {
  whatsApp.troubles.push('busy');
  expect((await send()).error).toBeInstanceOf(SendRefused);
  const { error } = await send(port({ token: 'stolen-token-777' }));
  expect(error).toBeInstanceOf(SendRefused);
  expect(String(error)).toContain('190');
  expect(String(error)).not.toContain('stolen');
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  expect((await send(port({ apiUrl: nowhere }))).error).toBeInstanceOf(SendRefused);
  expect(whatsApp.taken).toEqual([]);
});

test.each(['answer_lost', 'broken', 'silent'] as const)('nobody knows what became of it: %s', async (trouble) => {
  whatsApp.troubles.push(trouble);
  const { error } = await send();
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(SendRefused);
});

test('a message that another server sends is not sent', async () => {
  const taken = new Error('another server sends this message');
  await expect(port().send(MESSAGE, () => Promise.reject(taken))).rejects.toBe(taken);
  expect(whatsApp.taken).toEqual([]);
});
