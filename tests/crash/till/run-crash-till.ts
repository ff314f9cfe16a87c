import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CrashTillSpec, type Order, type Said, saidIn } from './crash-till-spec.ts';

/** Names the file of a program that was built; else the source runs as it stands. */
export const BUILT_TILL = 'STOCKAVOO_CRASH_TILL';
const PROGRAM = process.env[BUILT_TILL] ?? fileURLToPath(new URL('crash-till.ts', import.meta.url));
/** Each process reads the same program: the second finds it read already. */
const COMPILED = join(tmpdir(), 'stockavoo-crash-compiled');

/** A till's process, as its parent sees it. */
export type RunningTill = {
  readonly pid: number;
  /** Everything it said so far. */
  readonly said: () => readonly Said[];
  readonly onSaid: (listener: (said: Said) => void) => void;
  /** Resolves with the first thing said from now on that is wanted; rejects where the process ends instead. */
  readonly until: (wanted: (said: Said) => boolean) => Promise<Said>;
  /** Gives an order; resolves with what was said until it was done. */
  readonly order: (order: Exclude<Order, 'end'>) => Promise<readonly Said[]>;
  readonly kill: () => void;
  /** What it complained of where it ended by itself; null where it was killed, or runs. */
  readonly complaint: () => string | null;
  /** Resolves once it is gone and all that it said has come. */
  readonly ended: Promise<void>;
  /** Asks it to close its files, and waits. */
  readonly close: () => Promise<void>;
};

/** Starts a till in a process of its own; `under` is a program that it runs under, such as strace with its options. */
export function runCrashTill(spec: CrashTillSpec, under: readonly string[] = []): RunningTill {
  const [program, ...options] = [...under, process.execPath, PROGRAM, JSON.stringify(spec)];
  const child = spawn(program, options, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  const listeners = new Set<(said: Said) => void>();
  const said: Said[] = [];
  let rest = '';
  let complaints = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (part: string) => {
    const whole = rest + part;
    const end = whole.lastIndexOf('\n') + 1;
    rest = whole.slice(end);
    for (const one of saidIn(whole.slice(0, end))) {
      said.push(one);
      for (const listener of listeners) listener(one);
    }
  });
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (part: string) => {
    complaints = (complaints + part).slice(-4000);
  });
  // What is written to a process that was killed has nowhere to go.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(() => undefined);
  const until: RunningTill['until'] = (wanted) =>
    new Promise((resolve, reject) => {
      const listener = (one: Said): void => {
        if (!wanted(one)) return;
        listeners.delete(listener);
        resolve(one);
      };
      listeners.add(listener);
      void ended.then(() => reject(new Error(`The till's process ended (${endOf(child)}). It said: ${complaints}`)));
    });
  return {
    pid: child.pid ?? 0,
    said: () => said,
    onSaid: (listener) => void listeners.add(listener),
    until,
    order: async (order) => {
      const before = said.length;
      const done = until((one) => one.kind === 'done');
      child.stdin.write(`${order}\n`);
      await done;
      return said.slice(before);
    },
    kill: () => void child.kill('SIGKILL'),
    complaint: () => (child.exitCode === null ? null : `${endOf(child)}: ${complaints}`),
    ended,
    close: async () => {
      child.stdin.end('end\n');
      await ended;
    },
  };
}

function endOf(child: ChildProcess): string {
  return `exit ${String(child.exitCode)}, signal ${String(child.signalCode)}`;
}
