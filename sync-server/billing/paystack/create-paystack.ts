import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import type { Charge, ChargeOrder, PaymentProvider } from '../payment-provider.ts';
import { type PaystackLine, type PaystackOptions, createPaystackLine } from './paystack-line.ts';

const SIGNATURE_HEADER = 'x-paystack-signature';

const openedSchema = z.object({ authorization_url: z.url({ protocol: /^https?$/ }), reference: z.string() });

/** A transaction as the verify call shows it. Its id is a 64-bit number that JSON can’t carry, and is not read. */
const transactionSchema = z.object({
  status: z.string(),
  reference: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  paid_at: z.string().nullish(),
});

/** A charge names its reference, a refund or a dispute that of the transaction it is about. */
const messageSchema = z.object({
  event: z.string(),
  data: z.object({
    reference: z.string().optional(),
    transaction_reference: z.string().optional(),
    transaction: z.object({ reference: z.string() }).optional().catch(undefined),
  }),
});

const STATES: Readonly<Record<string, Charge['state']>> = {
  success: 'paid',
  failed: 'failed',
  reversed: 'reversed',
};

/** Paystack, by its transaction API: initialise, verify, and messages signed with HMAC-SHA512 under the secret key. */
export function createPaystack(options: PaystackOptions): PaymentProvider {
  const line = createPaystackLine(options);
  return {
    name: 'paystack',
    open: (order) => openTransaction(line, order),
    check: (reference) => verifyTransaction(line, reference),
    referenceIn: (body, headers) => {
      requireSignature(body, headers.get(SIGNATURE_HEADER) ?? '', options.secretKey);
      const message = messageSchema.safeParse(parseJson(body));
      if (!message.success) return null;
      const { event, data } = message.data;
      if (event.startsWith('refund.')) return data.transaction_reference ?? null;
      if (event.startsWith('charge.dispute.')) return data.transaction?.reference ?? null;
      return event.startsWith('charge.') ? (data.reference ?? null) : null;
    },
  };
}

async function openTransaction(line: PaystackLine, order: ChargeOrder): Promise<string> {
  const answer = await line('POST', '/transaction/initialize', {
    email: order.email,
    amount: order.amountMinor,
    currency: order.currency,
    reference: order.reference,
    callback_url: order.returnUrl,
  });
  const opened = openedSchema.safeParse(answer.data);
  if (answer.isGood && opened.success && opened.data.reference === order.reference)
    return opened.data.authorization_url;
  // Also where a first try arrived whose answer got lost: its reference is spent, and the next checkout takes another.
  throw new Fault(
    'payment_provider',
    'The payment provider did not open the payment. Try again in a few minutes; nothing was charged.',
    { cause: answer },
  );
}

async function verifyTransaction(line: PaystackLine, reference: string): Promise<Charge> {
  const answer = await line('GET', `/transaction/verify/${encodeURIComponent(reference)}`);
  const found = transactionSchema.safeParse(answer.data);
  if (answer.isGood && found.success && found.data.reference === reference) {
    const { status, amount, currency, paid_at: paidAt } = found.data;
    const paidAtMs = Date.parse(paidAt ?? '');
    return {
      // Abandoned is a payer who left: the page stays open, and may still be paid on.
      state: STATES[status] ?? 'pending',
      amountMinor: amount,
      currency,
      paidAtMs: Number.isNaN(paidAtMs) ? null : paidAtMs,
    };
  }
  if (!answer.isGood && (answer.httpStatus === 404 || answer.httpStatus === 400))
    return { state: 'unknown', amountMinor: 0, currency: '', paidAtMs: null };
  throw new Fault('payment_provider', 'The payment provider did not say how the payment stands. Try again later.', {
    cause: answer,
    retry: 'later',
  });
}

/** @throws {Fault} `payment_signature` */
function requireSignature(body: Uint8Array, named: string, secretKey: string): void {
  const wanted = createHmac('sha512', secretKey).update(body).digest();
  const given = Buffer.from(/^[0-9a-f]{128}$/i.test(named) ? named : '', 'hex');
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new Fault(
    'payment_signature',
    'The message was not signed by the payment provider. Check that both sides have the same secret key.',
  );
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new Fault('malformed', 'The request is not well-formed JSON. Check that it is complete.', { cause });
  }
}
