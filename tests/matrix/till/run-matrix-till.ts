import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MatrixTillSpec, type Order, type Said, saidSchema } from './matrix-till-spec.ts';

/** Each process reads the same program: the second finds it read already. */
const COMPILED = join(tmpdir(), 'stockavoo-matrix-compiled');
const COMPLAINTS_MAX = 4000;

/** A till's process, as its parent sees it. */
export type RunningMatrixTill = {
  readonly pid: number | null;
  readonly order: (order: Order) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Resolves once it is gone and all that it said has come. */
  readonly kill: () => Promise<void>;
  /** Asks it to close its files, and waits. */
  readonly close: () => Promise<void>;
  /** What it complained of where it ended by itself; null where it was killed or closed, or runs. */
  readonly complaint: () => string | null;
};

/** Starts a till in a process of its own; `hear` is told each thing that it says. */
export function runMatrixTill(program: string, spec: MatrixTillSpec, hear: (said: Said) => void): RunningMatrixTill {
  const child = spawn(process.execPath, [program, JSON.stringify(spec)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  let [rest, complaints] = ['', ''];
  let isAskedToEnd = false;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (part: string) => {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(saidSchema.parse(JSON.parse(line)));
  });
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (part: string) => {
    complaints = (complaints + part).slice(-COMPLAINTS_MAX);
  });
  // What is written to a process that was killed has nowhere to go.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(() => undefined);
  const end = (ask: () => void): Promise<void> => {
    isAskedToEnd = true;
    ask();
    return ended;
  };
  return {
    pid: child.pid ?? null,
    order: (order) => void child.stdin.write(`${order}\n`),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end(() => child.kill('SIGKILL')),
    close: () => end(() => child.stdin.end('end\n')),
    complaint: () =>
      isAskedToEnd || (child.exitCode === null && child.signalCode === null)
        ? null
        : `exit ${String(child.exitCode)}, signal ${String(child.signalCode)}: ${complaints}`,
  };
}
