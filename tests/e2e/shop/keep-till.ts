import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Kept, keepRunning } from '#server/shop/keep-running.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Where a till's door is, and the word that opens it. */
export type TillDoor = { readonly port: number; readonly runToken: string };

/** Runs a till on the files of a folder, and starts it again when it dies. What it says goes into a file. */
export function keepTill(tillDir: string, door: TillDoor, logFile: string): Kept {
  return keepRunning({
    name: 'till',
    args: [join(ROOT, 'desktop', 'host-loopback', 'main.ts')],
    env: {
      ...process.env,
      TILL_PORT: String(door.port),
      STOCKAVOO_TILL_DIR: tillDir,
      STOCKAVOO_RUN_TOKEN: door.runToken,
    },
    logFile,
    onRestart: () => undefined,
  });
}
