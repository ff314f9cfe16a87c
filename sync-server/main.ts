import { Fault } from '#shared/base/fault.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { readConfig } from './config.ts';
import { loadDemo } from './demo/load-demo.ts';
import { startNightly } from './nightly/start-nightly.ts';
import type { JobQueue } from './platform/jobs/job-queue.ts';
import { openDeps } from './platform/open-deps.ts';
import { type Listening, createServer } from './server.ts';

/** Starts the server and stops it cleanly: no new requests, those that run end, then the pool, then the database. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const { deps, database, stop, close } = await openDeps(config, { nowMs: () => Date.now() });
  let listening: Listening | undefined;
  let nightly: Promise<JobQueue> | undefined;
  let isStopping = false;
  const end = async (signal: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    deps.log.info({ signal }, 'the server stops');
    stop();
    await listening?.close();
    // A queue that can't be opened any more has nothing to stop.
    await nightly
      ?.then((queue) => queue.stop())
      .catch((error: unknown) => deps.log.warn({ err: error }, 'the jobs did not stop'));
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void end(signal));
  process.on('SIGINT', (signal) => void end(signal));
  try {
    if (config.loadsDemo) await loadDemo(deps);
    listening = await createServer(deps).listen(config.host, config.port);
    nightly = startNightly(deps, database);
    await nightly;
  } catch (error) {
    // Stopped while it started: the stop closes what was open, and what failed by it is no fault.
    if (isStopping) return;
    await close();
    throw error;
  }
  deps.log.info(
    { url: listening.url, database: config.database === null ? 'built-in' : 'DATABASE_URL' },
    'the server is up',
  );
}

try {
  await main();
} catch (error) {
  const advice = error instanceof Fault ? ` ${ERRORS[error.code].action}` : '';
  console.error(`The server did not start. ${error instanceof Error ? error.message : String(error)}${advice}`);
  process.exit(1);
}
