import { createTransport } from 'nodemailer';
import type { MailMessage, MailPort } from './mail-port.ts';

const TIMEOUT_MS = 20_000;

/** Sends messages through the SMTP server that SMTP_URL names. */
export function createSmtp(url: string, from: string): MailPort {
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url, ...limits }, { from });
  return {
    send: async ({ to, subject, text }: MailMessage) => {
      await transport.sendMail({ to, subject, text });
    },
  };
}
