import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MakeId } from '#shared/base/ids.ts';
import { compose } from './compose.ts';
import type { MailPort } from './mail-port.ts';

/** Puts each message as an .eml file into a folder, in order of time: the default of a shop without a mail server. */
export function createOutbox(folder: string, from: string, makeId: MakeId): MailPort {
  return {
    send: async (message, handOver) => {
      const { bytes } = await compose(from, message);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${makeId()}.eml`);
      await writeFile(`${path}.half`, bytes, { mode: 0o600 });
      await handOver?.();
      await rename(`${path}.half`, path);
    },
  };
}
