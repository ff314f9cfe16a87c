import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '#shared/base/fault.ts';
import { type ClusterFiles, prepareCluster } from './cluster-files.ts';
import {
  type Postmaster,
  answers,
  findPostmaster,
  freePort,
  startPostmaster,
  stopPostmaster,
  urlOf,
} from './postmaster.ts';

const START_TIMEOUT_MS = 60_000;
const RETRY_MS = 200;
const RESTART_AFTER_MS = 1_000;
const LOG_TAIL_BYTES = 2_000;

export interface EmbeddedPostgres {
  /** The owner's address; it stays the same when the database is started anew. */
  readonly url: string;
  /** The process that runs now. */
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
}

/**
 * Runs the PostgreSQL that comes with the program, in `dataFolder/postgres`, and starts it anew when it dies.
 *
 * One that a killed server left behind is taken over; a pid file that a crash left behind is seen through.
 *
 * @param warn is told in a sentence when the database died and when it is back
 * @throws {Fault} `database_start` with what PostgreSQL said
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  warn: (what: string) => void,
): Promise<EmbeddedPostgres> {
  const files = await prepareCluster(dataFolder);
  let isStopping = false;
  let running = await ensureRunning(files, undefined);
  const { port } = running;
  const supervise = async (): Promise<void> => {
    for (;;) {
      await running.gone;
      if (isStopping) return;
      warn('The built-in database stopped by itself; it is started again.');
      try {
        running = await ensureRunning(files, port);
        warn('The built-in database is back.');
      } catch (fault) {
        warn(fault instanceof Error ? fault.message : String(fault));
        await wait(RESTART_AFTER_MS);
      }
    }
  };
  void supervise();
  return {
    url: urlOf(files, port),
    pid: () => running.pid,
    stop: async () => {
      isStopping = true;
      await stopPostmaster(files, running);
    },
  };
}

/** Takes over the one that runs, or starts one and waits until it lets us in. After a crash its shared memory may be held for a moment. */
async function ensureRunning(files: ClusterFiles, wantedPort: number | undefined): Promise<Postmaster> {
  const port = wantedPort ?? (await findPostmaster(files))?.port ?? (await freePort());
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const found = await findPostmaster(files);
    if (found !== undefined) return found;
    const spawned = await startPostmaster(files, port);
    if (await becomesReady(files, spawned, deadline)) return spawned;
    await wait(RETRY_MS);
  }
  throw new Fault('database_start', `The built-in database did not start. It said: ${await logTail(files)}`);
}

async function becomesReady(files: ClusterFiles, postmaster: Postmaster, deadline: number): Promise<boolean> {
  let isGone = false;
  void postmaster.gone.then(() => {
    isGone = true;
  });
  while (!isGone && performance.now() < deadline) {
    if (await answers(files, postmaster.port)) return !isGone;
    await wait(RETRY_MS / 4);
  }
  return false;
}

async function logTail({ log }: ClusterFiles): Promise<string> {
  const file = await open(log, 'r').catch(() => undefined);
  if (file === undefined) return 'nothing';
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read({
    buffer: Buffer.alloc(LOG_TAIL_BYTES),
    position: Math.max(0, size - LOG_TAIL_BYTES),
  });
  await file.close();
  return buffer.toString('utf8', 0, bytesRead).trim();
}
