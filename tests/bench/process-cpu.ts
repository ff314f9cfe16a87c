import { readFileSync } from 'node:fs';

/** Linux counts processor time for programs in hundredths of a second, whatever the kernel's own tick. */
const TICK_MS = 10;
/** utime and stime of proc(5), counted from what follows the name in brackets. */
const USER_AT = 11;
const SYSTEM_AT = 12;

/** The processor time that a process has used so far, in milliseconds; null where the system does not say it. */
export function processCpuMs(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[USER_AT]) + Number(fields[SYSTEM_AT])) * TICK_MS;
  } catch {
    return null;
  }
}
