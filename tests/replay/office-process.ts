import { z } from 'zod';
import { readConfig } from '#server/config.ts';
import { openDeps } from '#server/platform/open-deps.ts';
import { createServer } from '#server/server.ts';
import { OFFICE_START_MS, type FromOffice, toOfficeSchema } from './office-messages.ts';

/** The real server in a process of its own, whose clock stands where the replay last set it. */
const startSchema = z.coerce.number().int().nonnegative();

const tell = (message: FromOffice): void => void process.send?.(message);

let clockMs = startSchema.parse(process.env[OFFICE_START_MS]);
const { deps, stop, close } = await openDeps(readConfig(process.env), { nowMs: () => clockMs });
const listening = await createServer(deps).listen('127.0.0.1', 0);
let isStopping = false;

async function end(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  stop();
  await listening.close();
  await close();
  process.exit(0);
}

process.on('message', (raw) => {
  const message = toOfficeSchema.parse(raw);
  if (message.kind === 'stop') {
    void end();
    return;
  }
  clockMs = message.nowMs;
  tell({ kind: 'clock', nowMs: clockMs });
});
// Whoever started it is gone: nobody else would end it.
process.on('disconnect', () => void end());
tell({ kind: 'up', url: listening.url });
