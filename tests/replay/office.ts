import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVER_NODE_OPTIONS } from '#server/shop/server-node-options.ts';
import { type FromOffice, OFFICE_START_MS, fromOfficeSchema } from './office-messages.ts';

/** A running server with a database of its own, and the clock by which it judges. */
export type Office = {
  readonly url: string;
  readonly dataDir: string;
  /** Sets the server's clock; done when it stands. */
  readonly setClock: (nowMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const PROGRAM = fileURLToPath(new URL('office-process.ts', import.meta.url));
const STOP_WITHIN_MS = 30_000;

/** Starts the real server as a process of its own, with the built-in database under `folder`. */
export async function startOffice(folder: string, startMs: number): Promise<Office> {
  const dataDir = join(folder, 'office');
  const logFile = join(folder, 'office.log');
  const log = openSync(logFile, 'a');
  const child = fork(PROGRAM, {
    execArgv: [...process.execArgv, ...SERVER_NODE_OPTIONS],
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      PATH: process.env['PATH'],
      STOCKAVOO_DATA_DIR: dataDir,
      STOCKAVOO_WEB_DIR: join(folder, 'web'),
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOG_LEVEL: 'warn',
      [OFFICE_START_MS]: String(startMs),
    },
  });
  const hear = listenTo(child, logFile);
  const up = await hear((message) => (message.kind === 'up' ? message : null));
  return {
    url: up.url,
    dataDir,
    setClock: async (nowMs) => {
      const stands = hear((message) => (message.kind === 'clock' && message.nowMs === nowMs ? message : null));
      child.send({ kind: 'clock', nowMs });
      await stands;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.send({ kind: 'stop' });
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(force);
    },
  };
}

/** Resolves with the first message that is wanted; rejects where the server ends instead. */
function listenTo(child: ChildProcess, logFile: string) {
  return <Wanted>(want: (message: FromOffice) => Wanted | null): Promise<Wanted> =>
    new Promise((resolve, reject) => {
      const heard = (raw: unknown): void => {
        const wanted = want(fromOfficeSchema.parse(raw));
        if (wanted === null) return;
        stopListening();
        resolve(wanted);
      };
      const ended = (): void => {
        stopListening();
        reject(new Error(`The server ended. It said:\n${readFileSync(logFile, 'utf8').slice(-4000)}`));
      };
      const stopListening = (): void => {
        child.off('message', heard);
        child.off('exit', ended);
      };
      child.on('message', heard);
      child.on('exit', ended);
    });
}
