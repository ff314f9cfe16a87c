import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { putOut } from '#server/notifications/outgoing.ts';

import { lookRound } from './support/look-round.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type SignedInOwner, TEST_PASSWORD, apiCaller, dataOf, signIn } from '../support/api-caller.ts';
import { type LocalMailServer, startMailServer } from '../support/mail-server.ts';
import { unquoted, wordsOf } from '../support/read-mail.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const HOME = 'https://shop.example';
const idOf = z.looseObject({ id: z.string() });

let mail: LocalMailServer;
let server: TestServer;
let ada: SignedInOwner;

/** Every message of the server goes through a real mail server here, as in a shop that has one. */
beforeAll(async () => {
  mail = await startMailServer();
  const environment = { SMTP_URL: mail.url, PUBLIC_URL: HOME, MAIL_FROM: 'Stockavoo <till@shop.example>' };
  server = await startTestServer(environment);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

/** The only message that came since the last was read: as its reader sees it. */
async function came(to: string): Promise<{ subject: string; text: string }> {
  await server.settled();
  const [message = '', ...more] = mail.received.splice(0);
  expect(more).toEqual([]);
  const [head = '', ...body] = message.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n\s+/g, ' ');
  expect(headers).toMatch(/^From: Stockavoo <till@shop\.example>$/m);
  expect(headers).toMatch(new RegExp(`^To: ${to}$`, 'm'));
  expect(headers).toMatch(/^Message-ID: <\S+>$/m);
  const text = body.join('\r\n\r\n');
  const isQuoted = /^Content-Transfer-Encoding: quoted-printable$/m.test(message);
  return { subject: wordsOf(/^Subject: (.*)$/m.exec(headers)?.[1] ?? ''), text: isQuoted ? unquoted(text) : text };
}

const anybody: ReturnType<typeof apiCaller> = (...asked) => apiCaller(server)(...asked);

function tokenIn(text: string, page: string): string {
  const [, token] = new RegExp(`${HOME}/${page}/([\\w-]+)`).exec(text) ?? [];
  return must(token, `a link to ${page}`);
}

test('an account: confirmed, made twice, its password forgotten, chosen anew and changed', async () => {
  const body = { businessName: 'Ọlá Stores', fullName: 'Ada Ọbí', email: 'ada@example.test', password: TEST_PASSWORD };
  await anybody('POST', '/auth/register', { body });
  const confirm = await came('ada@example.test');
  expect(confirm.subject).toBe('Confirm your e-mail address');
  expect((await anybody('POST', `/auth/verify-email/${tokenIn(confirm.text, 'verify-email')}`)).status).toBe(200);

  await anybody('POST', '/auth/register', { body });
  expect(await came('ada@example.test')).toMatchObject({ subject: 'You already have an account' });

  await anybody('POST', '/auth/forgot-password', { body: { email: 'ada@example.test' } });
  const reset = await came('ada@example.test');
  expect(reset.subject).toBe('Choose a new password');
  const token = tokenIn(reset.text, 'reset-password');
  expect((await anybody('POST', `/auth/reset-password/${token}`, { body: { password: TEST_PASSWORD } })).status).toBe(
    200,
  );
  const changed = await came('ada@example.test');
  expect(changed.subject).toBe('Your password was changed');
  expect(changed.text).toContain(`${HOME}/forgot-password`);
  ada = await signIn(server, 'ada@example.test');
});

test('a sign-in: its copy used, a second factor begun and ended', async () => {
  await anybody('POST', '/auth/refresh', { body: { refreshToken: ada.refreshToken } });
  await anybody('POST', '/auth/refresh', { body: { refreshToken: ada.refreshToken } });
  expect(await came('ada@example.test')).toMatchObject({ subject: 'You were signed out for safety' });
  ada = await signIn(server, 'ada@example.test');
  const enabled = await ada.call('POST', '/auth/totp/enable', { body: { currentPassword: TEST_PASSWORD } });
  const { secret } = dataOf(enabled, z.looseObject({ secret: z.string() }));
  const codeNow = (): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.nowMs() });
  await ada.call('POST', '/auth/totp/confirm', { body: { code: codeNow() } });
  expect(await came('ada@example.test')).toMatchObject({ subject: 'Your sign-in has a second factor now' });
  server.clock.advance(31_000);
  const off = await ada.call('POST', '/auth/totp/disable', {
    body: { currentPassword: TEST_PASSWORD, code: codeNow() },
  });
  expect(off.status, JSON.stringify(off.body)).toBe(200);
  expect(await came('ada@example.test')).toMatchObject({ subject: 'Your sign-in has no second factor any more' });
});

test('other people: one invited, an order to a supplier', async () => {
  const roles = dataOf(await ada.call('GET', '/roles'), z.array(z.looseObject({ id: z.string(), key: z.string() })));
  const roleId = roles.find(({ key }) => key === 'manager')?.id;
  const invitation = { fullName: 'Mia', email: 'mia@example.test', roleId, storeIds: [] };
  expect(await ada.call('POST', '/users/invite', { body: invitation })).toMatchObject({ status: 201 });
  const invited = await came('mia@example.test');
  expect(invited.subject).toBe('Ọlá Stores invites you to Stockavoo');
  const accept = `/users/invite/${tokenIn(invited.text, 'invite')}/accept`;
  expect(await anybody('POST', accept, { body: { password: TEST_PASSWORD } })).toMatchObject({ status: 200 });

  const add = async (path: string, body: object) => dataOf(await ada.call('POST', path, { body }), idOf).id;
  const storeId = await add('/stores', { name: 'Yaba', code: 'YAB' });
  const supplierId = await add('/suppliers', { name: 'Dairy', email: 'dairy@market.test' });
  const product = await ada.call('POST', '/products', {
    body: { name: 'Milk', sku: 'MILK', sellingPriceMinor: 10_000 },
  });
  const variantId = dataOf(product, z.object({ variants: z.array(idOf) })).variants[0]?.id;
  const lines = [{ variantId, quantityMilli: 12_000, unitCostE4: 500_000_000 }];
  const orderId = await add('/purchase-orders', { supplierId, storeId, lines });
  await ada.call('POST', `/purchase-orders/${orderId}/send`, { body: {} });
  const order = await came('dairy@market.test');
  expect(order.subject).toBe('Purchase order PO-00001 of Ọlá Stores');
  expect(order.text).toContain('- 12 × Milk (MILK): ₦6,000.00');
});

test('a notice and a report', async () => {
  const { businessId, userId } = ada;
  const notice = { channel: 'email', userId, targetId: null, title: 'Yaba: Running out (1)', message: 'Milk' } as const;
  await withTenant(server.deps.pool, businessId, (tx) =>
    putOut(tx, { businessId, nowMs: server.clock.nowMs(), makeId: server.deps.makeId }, notice),
  );
  await lookRound(server.deps);
  const told = await came('ada@example.test');
  expect(told.subject).toBe('Yaba: Running out (1)');
  expect(told.text).toContain(`Open Stockavoo: ${HOME}`);

  const report = { type: 'stock-valuation', format: 'pdf' };
  const body = { name: 'Stock', report, every: 'day', time: '07:00', recipients: ['books@accountant.test'] };
  expect(await ada.call('POST', '/report-schedules', { body })).toMatchObject({ status: 201 });
  server.clock.advance(24 * 3_600_000);
  await lookRound(server.deps);
  const sent = await came('books@accountant.test');
  expect(sent.subject).toMatch(/^Stock: 2026-06-0\d$/);
  expect(sent.text).toContain('Ada Ọbí has it sent');
  const [, pdf = ''] =
    /filename=stock-valuation-\S+\.pdf\r\n(?:\S.*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(sent.text) ?? [];
  expect(Buffer.from(pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
});
