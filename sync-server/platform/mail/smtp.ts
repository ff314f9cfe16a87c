import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { within } from '../within.ts';
import { type Composed, compose } from './compose.ts';
import type { MailPort } from './mail-port.ts';
import { SendRefused } from './send-refused.ts';

const TIMEOUT_MS = 20_000;
/** RFC 5321, 4.2.1: from here on the same message need not be tried again. */
const REFUSED_FOR_GOOD = 500;
/** Of a whole message, however lively the server on the other side drips. */
const SEND_TIMEOUT_MS = 60_000;

/**
 * Sends messages through the SMTP server that SMTP_URL names, one connection each.
 *
 * nodemailer speaks the protocol. Its connection is used instead of its transport, since only there a message can be held
 * back at its last line: up to it a server keeps nothing, whatever happens to either side.
 *
 * @param stepMs how long each step of the conversation may take
 */
export function createSmtp(url: string, from: string, stepMs = TIMEOUT_MS, wholeMs = SEND_TIMEOUT_MS): MailPort {
  const limits = { dnsTimeout: stepMs, connectionTimeout: stepMs, greetingTimeout: stepMs, socketTimeout: stepMs };
  const { auth, ...server } = parseConnectionUrl(url);
  const options = { ...server, ...limits };
  return {
    send: async (message, handOver = () => Promise.resolve()) => {
      const composed = await compose(from, message);
      const connection = new SmtpConnection(options);
      try {
        await within(wholeMs, converse({ connection, auth, handOver }, composed), 'The mail server took too long.');
      } catch (error) {
        throw isRefusal(error)
          ? new SendRefused(error.message, { cause: error, isForGood: error.responseCode >= REFUSED_FOR_GOOD })
          : error;
      } finally {
        connection.close();
      }
    },
  };
}

/** From the greeting to the word that the message was taken. */
function converse(
  {
    connection,
    auth,
    handOver,
  }: {
    readonly connection: SmtpConnection;
    readonly auth: ReturnType<typeof parseConnectionUrl>['auth'];
    readonly handOver: () => Promise<void>;
  },
  { bytes, envelope }: Composed,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const text = Readable.from(heldBack(bytes, handOver)).on('error', reject);
    const orElse =
      (then: () => void) =>
      (error?: Error | null): void =>
        error === undefined || error === null ? then() : reject(error);
    const send = (): void =>
      connection.send(
        { from: envelope.from, to: [...envelope.to] },
        text,
        orElse(() => {
          connection.quit();
          resolve();
        }),
      );
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('The mail server hung up.')));
    connection.connect(
      orElse(() => {
        if (auth === undefined || !connection.allowsAuth) return send();
        connection.login({ ...auth, credentials: { user: auth.user, pass: auth.pass } }, orElse(send));
      }),
    );
  });
}

async function* heldBack(bytes: Buffer, handOver: () => Promise<void>): AsyncGenerator<Buffer> {
  yield bytes;
  await handOver();
}

function isRefusal(error: unknown): error is Error & { readonly responseCode: number } {
  return error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number';
}
