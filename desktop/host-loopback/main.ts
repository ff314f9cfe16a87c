import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { jsonLinesLog } from '#devices/json-lines-log.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import { machineDevices } from '#devices/machine-devices.ts';
import { readScreenFiles } from '#devices/screen-files.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import { type Till, createTill } from '#till/till.ts';
import { type Listening, listen } from './listen.ts';
import { loopbackApp } from './loopback-app.ts';
import { type LoopbackSettings, readLoopbackSettings } from './loopback-settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STOP_WITHIN_MS = 10_000;
const packageSchema = z.object({ version: z.string() });
const log = jsonLinesLog(
  (line) => process.stdout.write(line),
  () => new Date(),
);

try {
  await main(readLoopbackSettings(process.env));
} catch (error) {
  console.error(`The till did not start. ${inWords(error)}`);
  process.exit(1);
}

/** Opens the till's files, then its door, and says where it is. */
async function main(settings: LoopbackSettings): Promise<void> {
  const { tillDir, screensDir, port, runToken, isTokenNew, devices } = settings;
  const screens = readScreenFiles(screensDir);
  mkdirSync(tillDir, { recursive: true, mode: 0o700 });
  const machine = machineDevices(tillDir, devices, log);
  const till = await createTill({
    ...machine,
    dataDir: tillDir,
    migrationsDir: join(ROOT, 'migrations', 'till'),
    keychain: keychainFile(join(tillDir, 'keys.json')),
    appVersion: packageSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))).version,
    log,
    checksAnswers: false,
  });
  const listening = await listen(loopbackApp({ till, screens, runToken, port, log }), port).catch(
    async (error: unknown) => {
      await till.close();
      throw error;
    },
  );
  // A token that was given stays out of the log.
  if (isTokenNew) console.log(`The till is at http://127.0.0.1:${port}/#${runToken}`);
  log.info('till_open', { port });
  stopOnSignal(listening, till, machine.network.close);
}

/** No new calls, what runs ends, the files are closed; a bug ends the same way, and whoever keeps the till running starts it again. */
function stopOnSignal(listening: Listening, till: Till, closeNetwork: () => void): void {
  let isStopping = false;
  const stop = async (exitCode: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(exitCode), STOP_WITHIN_MS).unref();
    await listening.close();
    await till.close();
    closeNetwork();
    log.info('till_closed');
    process.exit(exitCode);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  const end = (error: unknown): void => {
    log.error('till_bug', { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    void stop(70);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

function inWords(error: unknown): string {
  if (error instanceof Fault) return `${ERRORS[error.code].happened} ${ERRORS[error.code].action} (${error.message})`;
  if (error instanceof z.ZodError) return `A setting is wrong. ${z.prettifyError(error)}`;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'Another program has its port. Set TILL_PORT to another, or close that program.';
  return error instanceof Error ? error.message : String(error);
}
