import { test } from 'vitest';

type Where = (name: string, body: () => void | Promise<void>, timeoutMs?: number) => void;

/** Signals that a process may answer, and modes of files: all systems but Windows. */
export const IS_POSIX = process.platform !== 'win32';

/**
 * Registers a test where its world exists, such as a system with signals, and nowhere else.
 *
 * It is no skip, which is a suite that could run here and did not: what a machine can't have, it can't leave out.
 */
export function testWhere(isHere: boolean): Where {
  if (!isHere) return () => undefined;
  return (name, body, timeoutMs) =>
    timeoutMs === undefined ? test(name, body) : test(name, { timeout: timeoutMs }, body);
}
