import { createTransport } from 'nodemailer';
import type { MailMessage, MailPort } from './mail-port.ts';

/** Sends messages through the SMTP server that SMTP_URL names. */
export function createSmtp(url: string, from: string): MailPort {
  const transport = createTransport(url, { from });
  return {
    send: async ({ to, subject, text }: MailMessage) => {
      await transport.sendMail({ to, subject, text });
    },
  };
}
