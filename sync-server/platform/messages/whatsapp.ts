import { z } from 'zod';
import { SendRefused } from '../mail/send-refused.ts';
import type { MessagePort } from './message-port.ts';

const TIMEOUT_MS = 20_000;
const ANSWER_LENGTH_MAX = 2000;
/** A line that was never there carried nothing. */
const NEVER_THERE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Where the provider is, who sends, and the words that it has for a receipt. */
export interface WhatsAppOptions {
  readonly apiUrl: string;
  readonly token: string;
  /** The id of the business's number, which is not the number. */
  readonly senderId: string;
  readonly template: string;
  /** Of the template, such as en or en_US. */
  readonly language: string;
  readonly timeoutMs?: number;
}

const refusalSchema = z.object({ error: z.object({ message: z.string(), code: z.number() }) });

/**
 * WhatsApp by Meta's Cloud API. A shop that speaks first may only use words that Meta has seen: a template, whose places are
 * filled with the parts of the message in their order.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates
 */
export function createWhatsApp(options: WhatsAppOptions): MessagePort {
  return {
    send: async ({ to, parts }, handOver) => {
      await handOver();
      const answer = await post(options, {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: to.replace('+', ''),
        type: 'template',
        template: {
          name: options.template,
          language: { code: options.language },
          components: [{ type: 'body', parameters: parts.map((text) => ({ type: 'text', text })) }],
        },
      });
      const said = (await answer.text()).slice(0, ANSWER_LENGTH_MAX);
      if (!answer.ok) throw refused(answer.status, said);
    },
  };
}

async function post({ apiUrl, senderId, token, timeoutMs = TIMEOUT_MS }: WhatsAppOptions, body: object) {
  try {
    return await fetch(`${apiUrl}/${encodeURIComponent(senderId)}/messages`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw wasNeverThere(error)
      ? new SendRefused('WhatsApp could not be reached.', { cause: error, isForGood: false })
      : error;
  }
}

function wasNeverThere(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && NEVER_THERE.has(cause.code);
}

/** What was said no to was not taken, and may be later: a limit, a template not yet seen, a token that ran out. */
function refused(status: number, said: string): Error {
  const { data } = refusalSchema.safeParse(parsed(said));
  const why = data === undefined ? '' : `: ${data.error.code} ${data.error.message}`;
  // Behind a failure of its own nobody knows what it did.
  if (status >= 500) return new Error(`WhatsApp failed with ${status}${why}`);
  return new SendRefused(`WhatsApp refused a message with ${status}${why}`, { isForGood: false });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
