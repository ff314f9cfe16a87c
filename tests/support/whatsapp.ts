import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { startLocalServer } from './local-server.ts';

const TOKEN = 'EAAG-test-token-91c2';
const SENDER_ID = '106540352242922';

/** What Meta takes of a message by template: nothing besides, and digits only in the number. */
const messageSchema = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  to: z.string().regex(/^[1-9]\d{6,14}$/),
  type: z.literal('template'),
  template: z.strictObject({
    name: z.literal('receipt'),
    language: z.strictObject({ code: z.literal('en') }),
    components: z.tuple([
      z.strictObject({
        type: z.literal('body'),
        parameters: z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(1024) })).length(3),
      }),
    ]),
  }),
});

export type TakenMessage = { readonly to: string; readonly parts: readonly string[] };

/** A server on this machine that speaks the wire of WhatsApp's Cloud API. */
export interface LocalWhatsApp extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly senderId: string;
  readonly taken: TakenMessage[];
  /** What the next requests get instead of an answer; each is used once. */
  readonly troubles: ('busy' | 'broken' | 'silent' | 'answer_lost')[];
}

export async function startWhatsApp(): Promise<LocalWhatsApp> {
  const taken: TakenMessage[] = [];
  const troubles: LocalWhatsApp['troubles'] = [];
  const server = await startLocalServer((request, response) => {
    const trouble = troubles.shift();
    if (trouble === 'silent') return;
    if (trouble === 'broken') return void response.writeHead(502).end('<html>Bad gateway</html>');
    if (trouble === 'busy') return refuse(response, 400, { code: 130429, message: 'Rate limit hit' });
    void handle(request, response, taken, trouble === 'answer_lost');
  });
  return {
    ...server,
    token: TOKEN,
    senderId: SENDER_ID,
    taken,
    troubles,
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  taken: TakenMessage[],
  isLost: boolean,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  if (request.headers.authorization !== `Bearer ${TOKEN}`)
    return refuse(response, 401, { code: 190, message: 'Invalid OAuth access token.' });
  if (request.method !== 'POST' || request.url !== `/${SENDER_ID}/messages`)
    return refuse(response, 400, { code: 100, message: 'Unsupported post request.' });
  const message = messageSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (!message.success) return refuse(response, 400, { code: 100, message: 'Invalid parameter' });
  const { to, template } = message.data;
  taken.push({ to, parts: template.components[0].parameters.map(({ text }) => text) });
  if (isLost) return void response.destroy();
  const body = { messaging_product: 'whatsapp', messages: [{ id: `wamid.${taken.length}` }] };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, error: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}
