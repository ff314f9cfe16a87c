import type { Socket } from 'node:net';

const STEP_MS = 10;

/** Writes to a socket no faster than so many bytes a second; what was written stays in its order. */
export function pacedPipe(to: Socket, bytesPerSecond: () => number | null): (bytes: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  let timer: NodeJS.Timeout | null = null;
  let freeFromMs = 0;
  const step = (): void => {
    timer = null;
    const pace = bytesPerSecond();
    const nowMs = performance.now();
    const count = pace === null ? waiting.length : Math.floor(((nowMs - freeFromMs) * pace) / 1000);
    if (count > 0) {
      const part = waiting.subarray(0, count);
      waiting = waiting.subarray(count);
      freeFromMs = nowMs;
      if (!to.destroyed) to.write(part);
    }
    if (waiting.length > 0 && !to.destroyed) timer = setTimeout(step, STEP_MS);
  };
  return (bytes) => {
    if (waiting.length === 0) freeFromMs = performance.now();
    waiting = Buffer.concat([waiting, bytes]);
    if (timer === null) step();
  };
}
