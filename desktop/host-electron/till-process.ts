import { mkdirSync } from 'node:fs';
import { jsonLinesLog } from '#devices/json-lines-log.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Till } from '#till/till.ts';
import { askedKeychain } from './asked-keychain.ts';
import { openTill } from './open-till.ts';
import { type FromTill, type TillSettings, type ToTill, toTillSchema } from './process-messages.ts';
import { servePort } from './serve-port.ts';

const post = (message: FromTill): void => process.parentPort.postMessage(message);
const log = jsonLinesLog(
  (line) => process.stdout.write(line),
  () => new Date(),
);
const keychain = askedKeychain(post);
let till: Till | null = null;

process.parentPort.on('message', ({ data, ports }) => {
  const message = toTillSchema.safeParse(data);
  if (!message.success) return log.error('host_message_unreadable');
  return take(message.data, ports);
});
process.on('uncaughtException', (error) => void end(error));
process.on('unhandledRejection', (error) => void end(error));

function take(message: ToTill, ports: readonly Electron.MessagePortMain[]): void {
  switch (message.kind) {
    case 'open':
      void open(message.settings);
      return;
    case 'window':
      for (const port of ports) if (till !== null) servePort(till, port);
      return;
    case 'secret':
    case 'secret_failed':
      keychain.take(message);
      return;
    case 'close':
      void close().then(() => process.exit(0));
      return;
  }
}

/** Opens the till's files; what stands in the way is said in words, and the host decides what happens then. */
async function open(settings: TillSettings): Promise<void> {
  try {
    mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
    till = await openTill(settings, keychain, log);
    log.info('till_open');
    post({ kind: 'ready' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.error('till_not_opened', { code: error.code, detail: error.message });
    post({ kind: 'failed', message: `${ERRORS[error.code].happened} ${ERRORS[error.code].action}` });
  }
}

async function close(): Promise<void> {
  await till?.close();
  till = null;
}

/** A bug of ours: the files are closed properly, the process ends, and the host starts another. */
async function end(error: unknown): Promise<void> {
  log.error('till_bug', { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  setTimeout(() => process.exit(70), 3_000).unref();
  await close();
  process.exit(70);
}
