import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#shared/base/ids.ts';
import { createSmtp } from '#server/platform/mail/smtp.ts';
import { type LocalMailServer, startMailServer } from '../support/mail-server.ts';
import { unquoted, wordsOf } from '../support/read-mail.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { lookRound } from './support/look-round.ts';

const MINUTE_MS = 60_000;

let desk: TradeDesk;
let mail: LocalMailServer;
let sold = 0;

beforeAll(async () => {
  [desk, mail] = await Promise.all([openTradeDesk(), startMailServer()]);
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

/** A sale as a till makes it, and its receipt number. */
function newSale(): { readonly saleId: Id; readonly number: string; readonly come: () => Promise<void> } {
  sold += 1;
  const [saleId, number] = [desk.makeId(), `YAB-1-A-${String(sold).padStart(6, '0')}`];
  const things = [{ variantId: desk.makeId(), quantityMilli: 1000, priceMinor: 700 }];
  const payload = salePayload(desk.makeId, { saleId, things, receiptNumber: number });
  return { saleId, number, come: () => desk.apply([{ type: 'sale.completed', entityId: saleId, payload }]) };
}

async function ask(saleId: Id, to: string, channel: 'email' | 'whatsapp' | 'qr' = 'email'): Promise<void> {
  await desk.apply([{ type: 'receipt.sent', entityId: saleId, payload: { saleId, channel, to } }]);
}

/** Three servers look at the same moment, as they do every few minutes, and each sends by the same mail server. */
async function later(minutes: number): Promise<void> {
  desk.server.clock.advance(minutes * MINUTE_MS);
  const deps = { ...desk.server.deps, mail: createSmtp(mail.url, 'Stockavoo <till@shop.example>') };
  await Promise.all([1, 2, 3].map(() => lookRound(deps)));
}

/** The receipts that the mail server kept since it was read last; the owner hears of each day besides. */
function came(): { readonly to: string; readonly subject: string; readonly text: string }[] {
  const receipts = mail.received.splice(0).filter((message) => !message.includes(`To: ${desk.ada.email}`));
  return receipts.map((message) => {
    const headers = message.slice(0, message.indexOf('\r\n\r\n')).replaceAll(/\r\n\s+/g, ' ');
    const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(headers)?.[1] ?? '';
    return { to: header('To'), subject: wordsOf(header('Subject')), text: unquoted(message) };
  });
}

test('a receipt that a customer wants by e-mail is there within minutes, once, in words and as a page', async () => {
  const sale = newSale();
  await sale.come();
  await ask(sale.saleId, 'Chidi@example.test');
  // Those go another way: to a phone, and from the screen.
  await ask(sale.saleId, '+2348012345678', 'whatsapp');
  await ask(sale.saleId, '', 'qr');
  await later(5);
  const [receipt, ...more] = came();
  expect(more).toEqual([]);
  expect(receipt).toMatchObject({ to: 'chidi@example.test', subject: `Receipt ${sale.number} from Ada Stores` });
  expect(receipt?.text).toMatch(/Peak Milk 400 g\r\n {2}1 × 7\.00 +7\.00 A/);
  expect(receipt?.text).not.toMatch(/\[(QR|\d{40})|-{48}\s+-{48}/);
  expect(receipt?.text).toContain(`<title>Receipt ${sale.number}</title>`);
  for (const minutes of [5, 60, 24 * 60]) await later(minutes);
  expect(came()).toEqual([]);

  // Who asks again is sent it again.
  await ask(sale.saleId, 'chidi@example.test');
  await later(5);
  expect(came().map(({ to }) => to)).toEqual(['chidi@example.test']);
});

test('a receipt says what became of its sale since', async () => {
  const body = { storeId: desk.storeId, lines: [{ code: 'PEAK' }], tenders: [{ method: 'cash', amountMinor: 1_075 }] };
  await desk.passDays(0);
  await desk.add('/products', { name: 'Peak milk', sku: 'PEAK', sellingPriceMinor: 1_075 });
  const saleId = await desk.add('/sales', body);
  expect(await desk.ada.call('DELETE', `/sales/${saleId}?reason=twice`)).toMatchObject({ status: 200 });
  await ask(saleId, 'chidi@example.test');
  await later(5);
  const [receipt, ...more] = came();
  expect(more).toEqual([]);
  expect(receipt?.text).toMatch(/^VOIDED: this sale was taken back/m);
  expect(receipt?.text).toContain('<p class="band">VOIDED');
});

test('a receipt waits for its sale and for a mail server that is busy, and is not sent twice where nobody knows', async () => {
  const [late, busy, unknown] = [newSale(), newSale(), newSale()];
  await ask(late.saleId, 'late@example.test');
  await later(5);
  expect(came()).toEqual([]);
  await late.come();
  await later(5);
  expect(came().map(({ to }) => to)).toEqual(['late@example.test']);

  await busy.come();
  await ask(busy.saleId, 'busy@example.test');
  mail.answers.push('refuse');
  await later(5);
  expect(came()).toEqual([]);
  await later(5);
  expect(came().map(({ to }) => to)).toEqual(['busy@example.test']);

  await unknown.come();
  await ask(unknown.saleId, 'once@example.test');
  mail.answers.push('hang up');
  for (let round = 0; round < 4; round += 1) await later(60);
  expect(came().map(({ to }) => to)).toEqual(['once@example.test']);
});

test('what is no address, or several in one, is sent to nobody', async () => {
  const sale = newSale();
  await sale.come();
  for (const to of [
    '',
    'chidi',
    'a@example.test, b@example.test',
    'A <a@example.test>',
    'a@example.test\r\nBcc: b@x.test',
  ])
    await ask(sale.saleId, to);
  await ask(sale.saleId, 'good@example.test');
  await later(5);
  await later(60);
  expect(came().map(({ to }) => to)).toEqual(['good@example.test']);
  expect(desk.server.logged.join('\n')).not.toContain('b@example.test');
});

test('a receipt goes out also where whoever sold is gone since', async () => {
  const sale = newSale();
  await sale.come();
  await ask(sale.saleId, 'still@example.test');
  await desk.server.asOwner((sql) => sql`update users set is_active = false where id = ${desk.ada.userId}`);
  await later(5);
  expect(came().map(({ to }) => to)).toEqual(['still@example.test']);
});
