import { readFileSync, writeFileSync } from 'node:fs';

/** Lets a process's highest memory count from now on, where the system can. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Another system, or another user's process: the peak since its start is all there is.
  }
}

/** The most memory that a process had at hand, in megabytes; null where the system does not say it. */
export function peakMegabytes(pid: number): number | null {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return found === undefined ? null : Math.round(Number(found) / 1024);
  } catch {
    return null;
  }
}
