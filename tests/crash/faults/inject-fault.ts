import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A call of the system that fails, the n-th time or from then on. */
export type InjectedFault = {
  readonly call: 'fsync' | 'pwrite64' | 'write' | 'ftruncate' | 'openat';
  readonly error: 'EIO' | 'ENOSPC';
  readonly when: number;
  readonly isLasting: boolean;
  /** How many in a row fail; one where nothing is said. */
  readonly times?: number;
  /** Where only calls for one file fail. */
  readonly path?: string;
};

/** One line for a report. */
export function faultText({ call, error, when, isLasting, times = 1 }: InjectedFault): string {
  return `${call} ${error} at ${when}${isLasting ? ' and after' : times > 1 ? `, ${times} times` : ''}`;
}

function lastOf({ when, isLasting, times = 1 }: InjectedFault): string {
  return isLasting ? '+' : times > 1 ? `..${when + times - 1}` : '';
}

const ATTACHED_WITHIN_MS = 10_000;

/**
 * Does work while the n-th call of a running process fails. The process goes on afterwards with a whole disk.
 *
 * @returns the file whose call failed first, '' where the call names none, null where the work did not come as far
 */
export async function withFault(
  pid: number,
  fault: InjectedFault,
  log: string,
  work: () => Promise<void>,
): Promise<string | null> {
  const { call, error, when, path } = fault;
  const inject = `inject=${call}:error=${error}:when=${when}${lastOf(fault)}`;
  const strace = spawn(
    'strace',
    [
      '-y',
      '-p',
      String(pid),
      '-o',
      log,
      '-e',
      `trace=${call}`,
      '-e',
      inject,
      ...(path === undefined ? [] : ['-P', path]),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = once(strace, 'close');
  await attached(strace.stderr);
  try {
    await work();
  } finally {
    strace.kill('SIGINT');
    await ended;
  }
  const failed = readFileSync(log, 'utf8')
    .split('\n')
    .find((line) => line.includes('(INJECTED)'));
  return failed === undefined ? null : (/<([^>]*)>/.exec(failed)?.[1] ?? '');
}

function attached(stderr: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`strace did not attach. It said: ${text}`)), ATTACHED_WITHIN_MS);
    stderr.on('data', (part: Buffer) => {
      text += part.toString();
      if (!text.includes('attached')) return;
      clearTimeout(late);
      resolve();
    });
  });
}
