import { createTransport } from 'nodemailer';
import type { MailMessage } from './mail-port.ts';

const composer = createTransport({ streamTransport: true, buffer: true });

/** A message as it goes over the line, and the bare addresses of its envelope. */
export interface Composed {
  readonly bytes: Buffer;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
}

export async function compose(
  from: string,
  { to, subject, text, html, attachments = [] }: MailMessage,
): Promise<Composed> {
  const { message, envelope } = await composer.sendMail({
    from,
    to,
    subject,
    text,
    html,
    attachments: attachments.map(({ fileName, mediaType, bytes }) => ({
      filename: fileName,
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
  });
  if (!Buffer.isBuffer(message)) throw new Error('a message is composed whole');
  return { bytes: message, envelope: { from: envelope.from === false ? '' : envelope.from, to: envelope.to } };
}
