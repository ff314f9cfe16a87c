import { createTransport } from 'nodemailer';
import { within } from '../within.ts';
import { attached } from './attached.ts';
import type { MailMessage, MailPort } from './mail-port.ts';

const TIMEOUT_MS = 20_000;
/** Of a whole message, however lively the server on the other side drips. */
const SEND_TIMEOUT_MS = 60_000;

/**
 * Sends messages through the SMTP server that SMTP_URL names.
 *
 * @param stepMs how long each step of the conversation may take
 */
export function createSmtp(url: string, from: string, stepMs = TIMEOUT_MS, wholeMs = SEND_TIMEOUT_MS): MailPort {
  const limits = { dnsTimeout: stepMs, connectionTimeout: stepMs, greetingTimeout: stepMs, socketTimeout: stepMs };
  const transport = createTransport({ url, ...limits }, { from });
  return {
    send: async ({ to, subject, text, attachments = [] }: MailMessage) => {
      const sent = transport.sendMail({ to, subject, text, attachments: attachments.map(attached) });
      await within(wholeMs, sent, 'The mail server took too long.');
    },
  };
}
