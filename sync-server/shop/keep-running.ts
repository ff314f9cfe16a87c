import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, statSync, truncateSync } from 'node:fs';

const RESTART_MIN_MS = 300;
const RESTART_MAX_MS = 5_000;
/** A child that ran this long was well: its next restart waits the shortest time again. */
const WELL_AFTER_MS = 10_000;
const STOP_GRACE_MS = 20_000;
const LOG_BYTES_MAX = 20 * 1024 * 1024;

export type Kept = {
  readonly name: string;
  readonly pid: () => number | undefined;
  readonly restarts: () => number;
  /** From now on its end is no accident: Ctrl-C reaches every program of the terminal at once. */
  readonly letGo: () => void;
  readonly stop: () => Promise<void>;
};

function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) truncateSync(path, 0);
  return openSync(path, 'a');
}

/** Runs a program of the shop, and starts it again whenever it dies, until it is told to stop. */
export function keepRunning(program: {
  name: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  onRestart: (name: string, how: string) => void;
}): Kept {
  let child: ChildProcess | undefined;
  let stopping = false;
  let restarts = 0;
  let waitMs = RESTART_MIN_MS;
  let timer: NodeJS.Timeout | undefined;

  const start = (): void => {
    const log = openLog(program.logFile);
    const startedMs = Date.now();
    child = spawn(process.execPath, program.args, { env: program.env, stdio: ['ignore', log, log] });
    closeSync(log);
    child.once('exit', (code, signal) => {
      if (stopping) return;
      waitMs = Date.now() - startedMs > WELL_AFTER_MS ? RESTART_MIN_MS : Math.min(waitMs * 2, RESTART_MAX_MS);
      restarts += 1;
      program.onRestart(program.name, signal ?? `exit code ${code ?? 'unknown'}`);
      timer = setTimeout(start, waitMs);
    });
  };
  start();

  const letGo = (): void => {
    stopping = true;
    clearTimeout(timer);
  };
  const stop = async (): Promise<void> => {
    letGo();
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    running.kill('SIGTERM');
    const force = setTimeout(() => running.kill('SIGKILL'), STOP_GRACE_MS);
    await gone;
    clearTimeout(force);
  };
  return { name: program.name, pid: () => child?.pid, restarts: () => restarts, letGo, stop };
}
