import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/base/ids.ts';
import { createMessageOutbox } from '#server/platform/messages/message-outbox.ts';
import { createWhatsApp } from '#server/platform/messages/whatsapp.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';
import { type LocalWhatsApp, startWhatsApp } from '../support/whatsapp.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { lookRound } from './support/look-round.ts';

const MINUTE_MS = 60_000;
const TOKEN = 'f0e1d2c3b4a5968778695a4b3c2d1e0f';

let desk: TradeDesk;
let whatsApp: LocalWhatsApp;
let sold = 0;

beforeAll(async () => {
  [desk, whatsApp] = await Promise.all([openTradeDesk(), startWhatsApp()]);
  await desk.server.asOwner((sql) => sql`update businesses set country = 'NG'`);
});
beforeEach(() => void whatsApp.taken.splice(0));
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await whatsApp[Symbol.asyncDispose]();
});

/** A sale as a till makes it, and what a phone is told of it. */
async function newSale(receiptToken?: string) {
  sold += 1;
  const [saleId, number] = [desk.makeId(), `YAB-1-A-${String(sold).padStart(6, '0')}`];
  const things = [{ variantId: desk.makeId(), quantityMilli: 1000, priceMinor: 700 }];
  const payload = salePayload(desk.makeId, { saleId, things, receiptNumber: number });
  const own = receiptToken === undefined ? {} : { receiptToken };
  await desk.apply([{ type: 'sale.completed', entityId: saleId, payload: { ...payload, ...own } }]);
  const url = `${desk.server.deps.config.publicUrl}/r/${receiptToken}`;
  return { saleId, parts: ['Ada Stores', number, url] };
}

const ask = (saleId: Id, to: string): Promise<void> =>
  desk.apply([{ type: 'receipt.sent', entityId: saleId, payload: { saleId, channel: 'whatsapp', to } }]);

/** Three servers look at the same moment, as they do every few minutes. */
async function later(minutes: number): Promise<void> {
  desk.server.clock.advance(minutes * MINUTE_MS);
  const { url: apiUrl, token, senderId } = whatsApp;
  const messages = createWhatsApp({ apiUrl, token, senderId, template: 'receipt', language: 'en' });
  await Promise.all([1, 2, 3].map(() => lookRound({ ...desk.server.deps, messages })));
}

test('a receipt that a customer wants on the phone is there within minutes, once, and leads to its page', async () => {
  const { saleId, parts } = await newSale(TOKEN);
  await ask(saleId, '0803 123 4567');
  await later(5);
  expect(whatsApp.taken).toEqual([{ to: '2348031234567', parts }]);
  const page = await fetch(`${desk.server.url}/r/${TOKEN}`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(parts[1] ?? '')]);
  for (const minutes of [5, 60, 24 * 60]) await later(minutes);
  expect(whatsApp.taken).toHaveLength(1);
});

test('it waits for a provider that says no, and is not sent twice where nobody knows', async () => {
  const [busy, unknown] = [await newSale('0'.repeat(32)), await newSale('1'.repeat(32))];
  await ask(busy.saleId, '+2348031234567');
  whatsApp.troubles.push('busy');
  await later(5);
  expect(whatsApp.taken).toEqual([]);
  await later(5);
  expect(whatsApp.taken.splice(0)).toEqual([{ to: '2348031234567', parts: busy.parts }]);
  await ask(unknown.saleId, '+2348031234567');
  whatsApp.troubles.push('answer_lost');
  for (let round = 0; round < 4; round += 1) await later(60);
  expect(whatsApp.taken).toEqual([{ to: '2348031234567', parts: unknown.parts }]);
});

test('what is no number, and a sale without a page, are sent to nobody', async () => {
  const { saleId } = await newSale('2'.repeat(32));
  for (const to of ['', 'chidi@example.test', '0803', '08031234567, 08031234568']) await ask(saleId, to);
  await ask((await newSale()).saleId, '08031234567');
  for (const minutes of [5, 60]) await later(minutes);
  expect(whatsApp.taken).toEqual([]);
});

test('without a provider the message lies in the outbox', async () => {
  const folder = join(desk.server.deps.config.dataDir, 'texts');
  const { saleId, parts } = await newSale('3'.repeat(32));
  await ask(saleId, '08031234567');
  desk.server.clock.advance(5 * MINUTE_MS);
  await lookRound({ ...desk.server.deps, messages: createMessageOutbox(folder, desk.makeId) });
  const [file = '', ...more] = await readdir(folder);
  expect(more).toEqual([]);
  expect(await readFile(join(folder, file), 'utf8')).toBe(
    `To: +2348031234567\n\nAda Stores: your receipt ${parts[1]} is at ${parts[2]}\n`,
  );
});
