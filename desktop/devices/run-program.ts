import { spawn } from 'node:child_process';

export type Program = {
  readonly command: string;
  readonly args: readonly string[];
  /** Beside the till's own environment. */
  readonly env?: Readonly<Record<string, string>>;
};

/** How a program of the machine ended; `said` is the beginning of what it wrote, on either way out. */
export type Ran =
  | { readonly end: 'exited'; readonly exitCode: number; readonly said: string }
  | { readonly end: 'missing' }
  | { readonly end: 'timed_out' };

const SAID_MAX = 16_384;

/** Runs a program with bytes for its input, without a shell, and kills it when its time is over. */
export function runProgram(program: Program, input: Uint8Array, timeoutMs: number): Promise<Ran> {
  return new Promise((resolve) => {
    // Its words are read, so they have to be the same everywhere.
    const env = { ...process.env, LC_ALL: 'C', ...program.env };
    const child = spawn(program.command, program.args, { env, stdio: 'pipe', windowsHide: true });
    let said = '';
    const hear = (bytes: Buffer): void => {
      if (said.length < SAID_MAX) said = `${said}${bytes.toString('utf8')}`.slice(0, SAID_MAX);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      // One that hangs within a driver is not waited for.
      child.unref();
      resolve({ end: 'timed_out' });
    }, timeoutMs);
    const ended = (ran: Ran): void => {
      clearTimeout(timer);
      resolve(ran);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', () => ended({ end: 'missing' }));
    child.on('close', (exitCode) => ended({ end: 'exited', exitCode: exitCode ?? -1, said }));
    // A program that ends before it has read everything says why by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
