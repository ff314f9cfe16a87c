import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { SeededRandom } from './random.ts';
import type { Scheduler } from './scheduler.ts';

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  random: Math.random,
  dateNow: Date.now,
  performanceNow: performance.now.bind(performance),
  randomBytes: crypto.randomBytes,
};

/** A timer of the world: nobody can keep a process alive by it. */
class VirtualTimer {
  readonly cancel: { now: () => void } = { now: () => undefined };
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  [Symbol.dispose](): void {
    this.cancel.now();
  }
}

/**
 * Gives time and chance of the whole process to the scheduler. Tills take both as arguments; the server and what it stands
 * on (its driver, its limits, its streams) take some of them from the platform.
 *
 * @returns gives them back
 */
export function takePlatform(scheduler: Scheduler, random: SeededRandom, startMs: number): () => void {
  const later =
    (isAgain: boolean) =>
    (run: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) => {
      const timer = new VirtualTimer();
      const wait = (): void => {
        timer.cancel.now = scheduler.after(Math.max(isAgain ? 1 : 0, Number(delayMs ?? 0)), () => {
          if (isAgain) wait();
          run(...args);
        });
      };
      wait();
      return timer;
    };
  const clear = (timer: unknown): void => {
    if (timer instanceof VirtualTimer) timer.cancel.now();
  };
  const randomBytes = (count: number, then?: (error: null, bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(random.bytes(count));
    then?.(null, bytes);
    return bytes;
  };
  Object.assign(globalThis, {
    setTimeout: later(false),
    clearTimeout: clear,
    setInterval: later(true),
    clearInterval: clear,
  });
  Math.random = random.fraction;
  Date.now = () => startMs + scheduler.nowMs();
  performance.now = scheduler.nowMs;
  Object.assign(crypto, { randomBytes });
  syncBuiltinESMExports();
  return () => {
    const { setTimeout, clearTimeout, setInterval, clearInterval } = real;
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
    Math.random = real.random;
    Date.now = real.dateNow;
    performance.now = real.performanceNow;
    Object.assign(crypto, { randomBytes: real.randomBytes });
    syncBuiltinESMExports();
  };
}
