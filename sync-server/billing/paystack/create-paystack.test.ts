import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LocalPaystack, startPaystack } from '#tests/support/paystack.ts';
import { createPaystack } from './create-paystack.ts';

let paystack: LocalPaystack;
const pauses: number[] = [];
beforeAll(async () => {
  paystack = await startPaystack();
});
beforeEach(() => {
  pauses.length = 0;
  paystack.troubles.length = 0;
});
afterAll(() => paystack[Symbol.asyncDispose]());

const ORDER = { amountMinor: 1_500_000, currency: 'NGN', email: 'ada@example.test', returnUrl: 'http://localhost/s' };

function provider(secretKey = paystack.secretKey) {
  return createPaystack({
    secretKey,
    apiUrl: paystack.url,
    timeoutMs: 500,
    pause: async (ms) => void pauses.push(ms),
  });
}

test('a payment is opened, and shown as it stands', async () => {
  expect(await provider().open({ ...ORDER, reference: 'a-1' })).toBe('https://checkout.example/a-1');
  expect(await provider().check('a-1')).toEqual({
    state: 'pending',
    amountMinor: 1_500_000,
    currency: 'NGN',
    paidAtMs: null,
  });
  const there = paystack.transactions.get('a-1');
  Object.assign(there ?? {}, { status: 'success', paidAt: '2026-06-01T12:00:00.000Z' });
  expect(await provider().check('a-1')).toMatchObject({ state: 'paid', paidAtMs: Date.UTC(2026, 5, 1, 12) });
  expect(await provider().check('nobody/knows it')).toMatchObject({ state: 'unknown' });
});

test('what passes by itself is tried again, a little later each time, and not without end', async () => {
  paystack.troubles.push('busy', 'broken');
  expect(await provider().open({ ...ORDER, reference: 'b-1' })).toContain('b-1');
  expect(pauses).toEqual([300, 600]);
  const before = paystack.asked();
  paystack.troubles.push('broken', 'not_json', 'silent', 'busy');
  await expect(provider().check('b-1')).rejects.toMatchObject({ code: 'payment_provider', retry: 'later' });
  expect(paystack.asked() - before).toBe(3);
});

test('an answer that got lost does not open a payment twice', async () => {
  paystack.troubles.push('answer_lost');
  await expect(provider().open({ ...ORDER, reference: 'c-1' })).rejects.toMatchObject({ code: 'payment_provider' });
  expect(paystack.transactions.get('c-1')?.status).toBe('ongoing');
});

test('a wrong key is said to be no answer, and the key is not in the words', async () => {
  const refused = await provider('sk_test_wrong')
    .open({ ...ORDER, reference: 'd-1' })
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'payment_provider' });
  expect(String(refused)).not.toContain('sk_test');
});

test('a message is about one payment, and only when it is signed over its very bytes', () => {
  const read = (event: string, data: object, change = (text: string) => text) => {
    const { text, headers } = paystack.message(event, data);
    return provider().referenceIn(new TextEncoder().encode(change(text)), new Headers(headers));
  };
  expect(read('charge.success', { reference: 'a-1', amount: 5 })).toBe('a-1');
  expect(read('refund.processed', { transaction_reference: 'a-1', reference: 'other' })).toBe('a-1');
  expect(read('charge.dispute.create', { transaction: { reference: 'a-1' } })).toBe('a-1');
  expect(read('transfer.success', { reference: 'a-1' })).toBeNull();
  expect(read('charge.success', {})).toBeNull();
  expect(() => read('charge.success', { reference: 'a-1' }, (text) => `${text} `)).toThrow('not signed');
  expect(() => provider().referenceIn(new TextEncoder().encode('{}'), new Headers())).toThrow('not signed');
});
