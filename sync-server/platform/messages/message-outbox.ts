import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MakeId } from '#shared/base/ids.ts';
import type { MessagePort } from './message-port.ts';

/** Puts each message as a .txt file into a folder, in order of time: the default of a shop without a provider. */
export function createMessageOutbox(folder: string, makeId: MakeId): MessagePort {
  return {
    send: async ({ to, text }, handOver) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${makeId()}.txt`);
      await writeFile(`${path}.half`, `To: ${to}\n\n${text}\n`, { mode: 0o600 });
      await handOver();
      await rename(`${path}.half`, path);
    },
  };
}
