import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MakeId } from '#shared/base/ids.ts';
import { attached } from './attached.ts';
import type { MailMessage, MailPort } from './mail-port.ts';

/** Puts each message as an .eml file into a folder, in order of time: the default of a shop without a mail server. */
export function createOutbox(folder: string, from: string, makeId: MakeId): MailPort {
  const composer = createTransport({ streamTransport: true, buffer: true });
  return {
    send: async ({ to, subject, text, attachments = [] }: MailMessage) => {
      const { message } = await composer.sendMail({ from, to, subject, text, attachments: attachments.map(attached) });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${makeId()}.eml`);
      await writeFile(`${path}.half`, message, { mode: 0o600 });
      await rename(`${path}.half`, path);
    },
  };
}
