import { fork } from 'node:child_process';
import { z } from 'zod';
import type { Order } from './stand-in/orders.ts';

const answerSchema = z.object({ id: z.number(), answer: z.unknown() });

/** The built program, running with the stand-in for Electron. */
export type Host = {
  /** Has the program meet something, and gives what it answered. */
  readonly order: (order: Order) => Promise<unknown>;
  /** A call as the page sends it, through the built preload script. */
  readonly send: (request: unknown) => Promise<unknown>;
  readonly pid: number;
  readonly exited: Promise<number | null>;
  readonly said: () => string;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Starts the built main script of `app` on a data folder. */
export function startHost(app: string, dataDir: string, environment: Readonly<Record<string, string>> = {}): Host {
  const module = (name: string): string => new URL(`./stand-in/${name}`, import.meta.url).href;
  const child = fork('dist/electron/main.js', [], {
    cwd: app,
    env: { ...process.env, STOCKAVOO_TILL_DIR: dataDir, ...environment },
    execArgv: ['--import', module('resolve-electron.ts'), '--import', module('take-orders.ts')],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  const hear = (bytes: Buffer): void => void (said += bytes.toString('utf8'));
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const asked = new Map<number, (answer: unknown) => void>();
  child.on('message', (raw) => {
    const { id, answer } = answerSchema.parse(raw);
    asked.get(id)?.(answer);
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const order = (what: Order): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = asked.size + 1;
      asked.set(id, resolve);
      void exited.then(() => reject(new Error(`The program ended. It said: ${said}`)));
      child.send({ id, order: what });
    });
  return {
    order,
    send: (request) => order({ order: 'page_send', request }),
    pid: child.pid ?? 0,
    exited,
    said: () => said,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
