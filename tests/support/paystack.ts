import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { startLocalServer } from './local-server.ts';

const SECRET = 'sk_test_4f1d0c5b9a7e';

const initialiseSchema = z.strictObject({
  email: z.email(),
  amount: z.number().int().min(1),
  currency: z.string().length(3),
  reference: z.string().regex(/^[A-Za-z0-9.=-]+$/),
  callback_url: z.url(),
});

export interface Transaction {
  status: 'ongoing' | 'success' | 'failed' | 'abandoned' | 'reversed';
  amount: number;
  currency: string;
  paidAt: string | null;
  readonly email: string;
}

/** A server on this machine that speaks Paystack's wire: initialise, verify, and signed messages. */
export interface LocalPaystack extends AsyncDisposable {
  readonly url: string;
  readonly secretKey: string;
  readonly transactions: Map<string, Transaction>;
  /** What the next requests get instead of an answer; each is used once. */
  readonly troubles: ('busy' | 'broken' | 'silent' | 'answer_lost' | 'not_json')[];
  /** How many requests came. */
  readonly asked: () => number;
  /** A message about a payment, with its signature. */
  readonly message: (
    event: string,
    data: object,
  ) => { readonly text: string; readonly headers: Record<string, string> };
}

export async function startPaystack(): Promise<LocalPaystack> {
  const transactions = new Map<string, Transaction>();
  const troubles: LocalPaystack['troubles'] = [];
  let asked = 0;
  const server = await startLocalServer((request, response) => {
    asked += 1;
    const trouble = troubles.shift();
    if (trouble === 'silent') return;
    if (trouble === 'broken') return void response.writeHead(502).end('<html>Bad gateway</html>');
    if (trouble === 'busy') return answer(response, 429, { status: false, message: 'Too many requests' });
    if (trouble === 'not_json') return void response.writeHead(200).end('<html>Sign in to the network</html>');
    void handle(request, transactions).then(({ status, body }) =>
      trouble === 'answer_lost' ? void response.destroy() : answer(response, status, body),
    );
  });
  return {
    ...server,
    secretKey: SECRET,
    transactions,
    troubles,
    asked: () => asked,
    message: (event, data) => {
      const text = JSON.stringify({ event, data });
      return { text, headers: { 'x-paystack-signature': createHmac('sha512', SECRET).update(text).digest('hex') } };
    },
  };
}

type Answer = { readonly status: number; readonly body: object };

async function handle(request: IncomingMessage, transactions: Map<string, Transaction>): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  if (request.headers.authorization !== `Bearer ${SECRET}`)
    return { status: 401, body: { status: false, message: 'Invalid key', code: 'invalid_Key' } };
  const path = request.url ?? '';
  if (request.method === 'POST' && path === '/transaction/initialize')
    return initialise(JSON.parse(Buffer.concat(chunks).toString()), transactions);
  const reference = /^\/transaction\/verify\/([^/]+)$/.exec(path)?.[1];
  const found = reference === undefined ? undefined : transactions.get(decodeURIComponent(reference));
  if (found === undefined || reference === undefined)
    return {
      status: 400,
      body: { status: false, message: 'Transaction reference not found.', code: 'transaction_not_found' },
    };
  const { status, amount, currency, paidAt, email } = found;
  const data = {
    id: 4_099_260_516,
    domain: 'test',
    status,
    reference,
    amount,
    currency,
    paid_at: paidAt,
    customer: { email },
  };
  return { status: 200, body: { status: true, message: 'Verification successful', data } };
}

function initialise(came: unknown, transactions: Map<string, Transaction>): Answer {
  const asked = initialiseSchema.safeParse(came);
  if (!asked.success)
    return { status: 400, body: { status: false, message: asked.error.message, code: 'invalid_params' } };
  const { reference, amount, currency, email } = asked.data;
  if (transactions.has(reference))
    return {
      status: 400,
      body: { status: false, message: 'Duplicate Transaction Reference', code: 'duplicate_reference' },
    };
  transactions.set(reference, { status: 'ongoing', amount, currency, paidAt: null, email });
  const data = { authorization_url: `https://checkout.example/${reference}`, access_code: reference, reference };
  return { status: 200, body: { status: true, message: 'Authorization URL created', data } };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
