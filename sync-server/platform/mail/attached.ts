import type { Attachment } from 'nodemailer/lib/mailer/index.js';
import type { MailAttachment } from './mail-port.ts';

/** A file as nodemailer takes it. */
export function attached({ fileName, mediaType, bytes }: MailAttachment): Attachment {
  return { filename: fileName, contentType: mediaType, content: Buffer.from(bytes) };
}
